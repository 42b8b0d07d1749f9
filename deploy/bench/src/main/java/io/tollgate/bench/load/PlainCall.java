package io.tollgate.bench.load;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.function.LongSupplier;

/** One request and its whole answer. */
final class PlainCall implements Call {

    private static final int OK = 200;

    private final HttpClient client;
    private final LongSupplier nanoClock;
    private final RequestOptions request;
    private final Buffer body;

    PlainCall(HttpClient client, LongSupplier nanoClock, RequestOptions request, Buffer body) {
        this.client = client;
        this.nanoClock = nanoClock;
        this.request = request;
        this.body = body;
    }

    @Override
    public Future<Void> send(long dueNanos, Recording recording) {
        return client.request(request)
                .compose(sent -> sent.send(body))
                .compose(response -> read(response, dueNanos, recording))
                .otherwise(failure -> {
                    recording.failed(String.valueOf(failure.getMessage()));
                    return null;
                });
    }

    private Future<Void> read(HttpClientResponse response, long dueNanos, Recording recording) {
        return response.body().map(answer -> {
            if (response.statusCode() == OK) {
                recording.answered(nanoClock.getAsLong() - dueNanos, answer.length());
            } else {
                recording.failed("status " + response.statusCode());
            }
            return null;
        });
    }
}
