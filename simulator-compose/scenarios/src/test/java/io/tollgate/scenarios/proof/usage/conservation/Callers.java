package io.tollgate.scenarios.proof.usage.conservation;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Balancer;
import io.tollgate.scenarios.calls.Json;
import io.tollgate.scenarios.calls.Usage;
import io.tollgate.scenarios.stand.watch.RecordedUsage;
import io.tollgate.stack.process.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Makes requests and notes how they went. Asks another node only when there is nobody to connect to. Thread-safe. */
final class Callers {

    private static final String DATA = "data: ";
    private static final String END = DATA + "[DONE]";
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Balancer nodes;

    Callers(Balancer nodes) {
        this.nodes = nodes;
    }

    /** Takes as long as the answer does, or until the caller leaves. */
    Seen make(Ask ask) {
        var seen = new AtomicReference<Seen>();
        if (!Waiting.until(CONNECTED_WITHIN, PAUSE, () -> connects(ask, seen))) {
            throw new IllegalStateException("no node could be connected to");
        }
        return seen.get();
    }

    private boolean connects(Ask ask, AtomicReference<Seen> seen) {
        try {
            seen.set(read(ask, client.send(request(ask), HttpResponse.BodyHandlers.ofInputStream())));
        } catch (ConnectException nobody) {
            return false;
        } catch (IOException broken) {
            seen.set(Seen.nothing(ask, broken));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a call", e);
        }
        return true;
    }

    private HttpRequest request(Ask ask) {
        var request = HttpRequest.newBuilder(nodes.next().resolve("/v1/chat/completions"))
                .timeout(ask.patience())
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + ask.tenant().key())
                .header("x-simulator-tag", ask.tenant().id())
                .header(Ask.REFERENCE_HEADER, ask.reference())
                .header("x-tollgate-tag-" + RecordedUsage.REFERENCE_TAG, ask.reference());
        ask.headers().forEach(request::header);
        return request.POST(HttpRequest.BodyPublishers.ofString(ask.body())).build();
    }

    private static Seen read(Ask ask, HttpResponse<InputStream> response) {
        var usage = usage(ask, response);
        return new Seen(
                ask,
                response.statusCode(),
                response.headers().firstValue("x-tollgate-request-id").orElse(""),
                response.headers().firstValue("x-tollgate-deployment").orElse(""),
                response.statusCode() == 200 && usage.isPresent(),
                usage.orElse(Usage.NONE),
                "");
    }

    /** What a whole answer says it used; empty when it broke off, or the caller left before its end. */
    private static Optional<Usage> usage(Ask ask, HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(ask.leaveAfterBytes());
            boolean left = ask.leaveAfterBytes() != Ask.STAYS && body.read() >= 0;
            return left ? Optional.empty() : usage(ask, new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    private static Optional<Usage> usage(Ask ask, String text) {
        try {
            if (!ask.streamed()) {
                return usage(Json.read(text));
            }
            return text.strip().endsWith(END)
                    ? text.lines()
                            .filter(line -> line.startsWith(DATA) && !line.startsWith(END))
                            .map(line -> usage(Json.read(line.substring(DATA.length()))))
                            .flatMap(Optional::stream)
                            .findFirst()
                    : Optional.empty();
        } catch (UncheckedIOException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Usage> usage(JsonNode document) {
        return Optional.of(document.path("usage")).filter(JsonNode::isObject).map(Usage::of);
    }
}
