package io.tollgate.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/** One request and its stream of server-sent events. */
final class StreamCall implements Call {

    private static final int OK = 200;
    private static final String END = "data: [DONE]";
    private static final int TAIL_BYTES = END.length() + 8;

    private final HttpClient client;
    private final LongSupplier nanoClock;
    private final RequestOptions request;
    private final Buffer body;

    StreamCall(HttpClient client, LongSupplier nanoClock, RequestOptions request, Buffer body) {
        this.client = client;
        this.nanoClock = nanoClock;
        this.request = request;
        this.body = body;
    }

    @Override
    public Future<Void> send(long dueNanos, Recording recording) {
        return client.request(request)
                .compose(sent -> sent.send(body))
                .compose(response -> new Reader(response, dueNanos, recording).read())
                .otherwise(failure -> {
                    recording.failed(String.valueOf(failure.getMessage()));
                    return null;
                });
    }

    /** Follows one stream to its end. */
    private final class Reader {
        private final HttpClientResponse response;
        private final long dueNanos;
        private final Recording recording;
        private final Promise<Void> ended = Promise.promise();
        private long lastNanos;
        private long bytes;
        private Buffer tail = Buffer.buffer();

        Reader(HttpClientResponse response, long dueNanos, Recording recording) {
            this.response = response;
            this.dueNanos = dueNanos;
            this.recording = recording;
        }

        Future<Void> read() {
            response.exceptionHandler(ended::tryFail);
            response.handler(this::take);
            response.endHandler(end -> finish());
            return ended.future();
        }

        private void take(Buffer chunk) {
            long now = nanoClock.getAsLong();
            if (bytes == 0) {
                recording.firstByte(now - dueNanos);
            } else {
                recording.chunkGap(now - lastNanos);
            }
            lastNanos = now;
            bytes += chunk.length();
            tail = chunk.length() >= TAIL_BYTES ? chunk : tail.copy().appendBuffer(chunk);
        }

        private void finish() {
            String last = tail.getString(
                    Math.max(0, tail.length() - TAIL_BYTES), tail.length(), StandardCharsets.UTF_8.name());
            if (response.statusCode() == OK && last.contains(END)) {
                recording.answered(nanoClock.getAsLong() - dueNanos, bytes);
            } else {
                recording.failed("status " + response.statusCode() + ", stream ended without [DONE]");
            }
            ended.tryComplete();
        }
    }
}
