package io.tollgate.gateway.outage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks with several keys, one after the other. */
final class SteadyCaller implements AutoCloseable {

    private static final String CHAT =
            "{\"model\":\"gpt-4o\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    /** What became of one call. */
    record Call(String key, Duration took, int status, boolean saysWhen) {}

    private final URI url;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    SteadyCaller(URI node) {
        url = node.resolve("/v1/chat/completions");
    }

    /** Round by round until the time has passed, and one round at least. */
    List<Call> callFor(Duration time, String... keys) {
        List<Call> calls = new ArrayList<>();
        long start = System.nanoTime();
        do {
            for (String key : keys) {
                calls.add(call(key));
            }
        } while (System.nanoTime() - start < time.toNanos());
        return calls;
    }

    int status(String key) {
        return call(key).status();
    }

    private Call call(String key) {
        var request = HttpRequest.newBuilder(url)
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(CHAT))
                .build();
        long start = System.nanoTime();
        try {
            HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
            return new Call(
                    key,
                    Duration.ofNanos(System.nanoTime() - start),
                    response.statusCode(),
                    response.headers().firstValue("retry-after-ms").isPresent());
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError("the node did not answer", broken);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
