package io.tollgate.bench.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.bench.load.LoadGenerator;
import io.tollgate.bench.load.Recording;
import io.tollgate.bench.machine.Processes;
import io.tollgate.bench.system.JsonClient;
import io.tollgate.bench.system.StackSite;
import io.tollgate.bench.system.StackStatus;
import io.tollgate.bench.system.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * The steps of the proof. Every request uses a key made for it, so that the chargeback report of that key must show
 * exactly these requests and exactly the tokens that the answers named.
 */
final class NodeProof {

    private static final int LOAD_PER_SECOND = 1000;
    private static final int LOAD_SECONDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final Pattern TOTAL_TOKENS = Pattern.compile("\"total_tokens\": ?([0-9]+)");
    private static final String CHAT = "/v1/chat/completions";
    private static final String QUESTION =
            "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}]%s}";

    private final LongSupplier nanoClock;
    private final Consumer<String> say;
    private final Processes processes = Processes.ofThisMachine();

    NodeProof(LongSupplier nanoClock, Consumer<String> say) {
        this.nanoClock = nanoClock;
        this.say = say;
    }

    /** Runs all steps; the first that does not hold throws an {@link IOException} that says which. */
    void prove(StackStatus status, Path binary, Path log) throws IOException {
        Map<String, String> settings = processes.environment(status.node().pid());
        try (StackSite prepared = StackSite.prepare(status, processes);
                NativeNode node = NativeNode.start(binary, settings, log, nanoClock)) {
            say.accept("start to ready: " + node.startToReady().toMillis() + " ms");
            LockSupport.parkNanos(SETTLING.toNanos());
            say.accept("resident, idle: " + resident(node) + " MiB");
            Target site = prepared.site().tollgate();
            prepared.site().backend().answerAtOnce();
            var caller = new JsonClient(node.url(), site.headers());
            long tokens = ask(caller, site.model());
            awaitReport(status, prepared.keyId(), 2, tokens);
            say.accept("a plain and a streamed chat are in the report with their " + tokens + " tokens");
            load(prepared, node, site);
            awaitReport(status, prepared.keyId(), 2 + LOAD_PER_SECOND * LOAD_SECONDS, -1);
            say.accept("all " + LOAD_PER_SECOND * LOAD_SECONDS + " requests are in the report");
        }
    }

    private long ask(JsonClient caller, String model) throws IOException {
        String plain = caller.text("POST", CHAT, QUESTION.formatted(model, ""));
        String streamed = caller.text(
                "POST",
                CHAT,
                QUESTION.formatted(model, ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));
        if (!streamed.stripTrailing().endsWith("data: [DONE]")) {
            throw new IOException("the stream did not end with [DONE]");
        }
        return totalTokens(plain) + totalTokens(streamed);
    }

    private static long totalTokens(String answer) throws IOException {
        var found = TOTAL_TOKENS.matcher(answer);
        if (!found.find()) {
            throw new IOException("an answer names no usage");
        }
        return Long.parseLong(found.group(1));
    }

    private void load(StackSite prepared, NativeNode node, Target site) throws IOException {
        var target = new Target("native", node.url(), site.model(), site.headers(), List.of(node.pid()));
        try (var generator = new LoadGenerator(nanoClock)) {
            Recording recording =
                    generator.openLoop(prepared.site().backend().plain(target), LOAD_PER_SECOND, LOAD_SECONDS);
            if (recording.failed() > 0) {
                throw new IOException(recording.failed() + " requests failed: " + recording.firstFailure());
            }
        }
        say.accept("resident after 10,000 requests at " + LOAD_PER_SECOND + "/s: " + resident(node) + " MiB");
    }

    private long resident(NativeNode node) {
        return processes.residentBytes(List.of(node.pid())) >> 20;
    }

    /** @param tokens what the report must name; negative when it does not matter */
    private void awaitReport(StackStatus status, String keyId, long requests, long tokens) throws IOException {
        var finance = new JsonClient(status.usageConsumer(), Map.of("authorization", "Bearer " + status.adminKey()));
        long deadlineNanos = nanoClock.getAsLong() + PATIENCE.toNanos();
        JsonNode totals;
        do {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            totals = finance.call("GET", "/usage/v1/chargeback?groupBy=key&key=" + keyId, "")
                    .path("totals");
            if (totals.path("requests").asLong() == requests
                    && (tokens < 0 || totals.path("totalTokens").asLong() == tokens)) {
                return;
            }
        } while (nanoClock.getAsLong() < deadlineNanos);
        throw new IOException("the report shows " + totals + " instead of " + requests + " requests");
    }
}
