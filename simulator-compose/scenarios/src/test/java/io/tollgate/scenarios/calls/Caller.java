package io.tollgate.scenarios.calls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An application with a key and a base URL. Each call blocks its thread until the answer is complete. Thread-safe.
 *
 * @param base where to call
 * @param key what to present
 */
public record Caller(URI base, String key) {

    /** The chat path of the OpenAI family. */
    public static final String CHAT = "/v1/chat/completions";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** Sends a chat request. */
    public Answer chat(String body) {
        return post(CHAT, body);
    }

    /** Posts JSON. {@code headers} are names and values in turn. */
    public Answer post(String path, String body, String... headers) {
        return send(request(path, headers)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Gets. */
    public Answer get(String path) {
        return send(request(path).GET());
    }

    /** Sends any method, with a body that may be empty. */
    public Answer send(String method, String path, String body) {
        return send(request(path)
                .header("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /**
     * Posts a chat request and leaves the stream after so many events, closing the connection.
     *
     * @return the answer up to there
     */
    public Answer chatAndLeave(String body, int events) {
        var request = request(CHAT)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return exchange(request, events);
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var builder = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        if (key != null) {
            builder.header("authorization", "Bearer " + key);
        }
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return builder;
    }

    private static Answer send(HttpRequest.Builder request) {
        return exchange(request.build(), Integer.MAX_VALUE);
    }

    private static Answer exchange(HttpRequest request, int mostEvents) {
        Stopwatch sent = Stopwatch.start();
        try {
            HttpResponse<InputStream> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                return new Answer(response.statusCode(), response.headers(), read(reader, sent, mostEvents));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a call", e);
        }
    }

    private static List<Answer.Line> read(BufferedReader reader, Stopwatch sent, int mostEvents) throws IOException {
        List<Answer.Line> lines = new ArrayList<>();
        int events = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(new Answer.Line(line, sent.millis()));
            events += line.startsWith("data: ") ? 1 : 0;
            if (events >= mostEvents) {
                break;
            }
        }
        return lines;
    }

    /** Names the place only. */
    @Override
    public String toString() {
        return "Caller[" + base + "]";
    }
}
