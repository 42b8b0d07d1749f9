package io.tollgate.bench.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.bench.load.Exchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * The simulator behind every way: how it is told to behave, and what is asked of it. {@link #close} gives it back the
 * settings that it had.
 */
public final class Backend implements AutoCloseable {

    /** How long one stream takes. */
    public static final Duration STREAM_LENGTH = Duration.ofMillis(500);

    private static final int STREAM_CHUNKS = 50;
    private static final int PLAIN_TOKENS = 115;
    private static final String API_VERSION = "2024-10-21";
    private static final String PROMPT = ("Summarise for the board what changed in the claims process last quarter, "
                    + "name the three largest effects on cost, and say which figures are estimates. ")
            .repeat(8);

    private final JsonClient control;
    private final String settings;
    private final JsonNode before;

    /**
     * Remembers the settings.
     *
     * @param simulator scheme, host and port
     * @param deployment its name at the simulator
     */
    public Backend(URI simulator, String deployment) throws IOException {
        this.control = new JsonClient(simulator, Map.of());
        this.settings = "/simulator/v1/deployments/" + deployment;
        this.before = control.call("GET", settings, "").path("config");
    }

    /** Answers of about 1.1 KB without any delay and without limits. */
    public void answerAtOnce() throws IOException {
        patch(PLAIN_TOKENS, 0);
    }

    /** Streams of 50 chunks, one every 10 milliseconds, without limits. */
    public void answerSlowly() throws IOException {
        patch(STREAM_CHUNKS, STREAM_LENGTH.toMillis() / STREAM_CHUNKS);
    }

    /** A request of 1.4 KB for an answer in one piece. */
    public Exchange plain(Target target) {
        return exchange(target, PLAIN_TOKENS, false);
    }

    /** The same request for a stream. */
    public Exchange streamed(Target target) {
        return exchange(target, STREAM_CHUNKS, true);
    }

    private static Exchange exchange(Target target, int tokens, boolean streamed) {
        String body = """
                {"messages":[{"role":"system","content":"You are a careful analyst."},{"role":"user","content":"%s"}],\
                "max_tokens":%d,"temperature":0.2,"stream":%b}""".formatted(PROMPT, tokens, streamed);
        URI uri = target.base()
                .resolve("/openai/deployments/" + target.model() + "/chat/completions?api-version=" + API_VERSION);
        return new Exchange(uri, target.headers(), body, streamed);
    }

    @Override
    public void close() throws IOException {
        control.call("PATCH", settings, before.toString());
    }

    private void patch(int tokens, long millisPerToken) throws IOException {
        control.call("PATCH", settings, """
                {"tokensPerMinute":0,"requestsPerMinute":0,"capacity":"payg","outputTokens":%d,"faults":[],\
                "latency":{"timeToFirstTokenMillis":0,"perTokenMillis":%d}}""".formatted(tokens, millisPerToken));
    }
}
