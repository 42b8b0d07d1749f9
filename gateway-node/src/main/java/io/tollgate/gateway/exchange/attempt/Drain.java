package io.tollgate.gateway.exchange.attempt;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * Reads what a backend says with a refusal, for the sake of the connection, and forgets it. A backend that has much to say,
 * or takes its time, loses the connection.
 */
final class Drain {

    static final int MOST_BYTES = 64 * 1024;
    static final long MOST_MILLIS = 5_000;

    private final AttemptStages stages;
    private final Runnable abandon;
    private Runnable cancel = () -> {};
    private long bytes;

    Drain(AttemptStages stages, Runnable abandon) {
        this.stages = stages;
        this.abandon = abandon;
    }

    void run(ReadStream<Buffer> body) {
        cancel = stages.after(MOST_MILLIS, abandon);
        body.exceptionHandler(failure -> cancel.run());
        body.endHandler(end -> cancel.run());
        body.handler(chunk -> {
            bytes += chunk.length();
            if (bytes > MOST_BYTES) {
                cancel.run();
                abandon.run();
            }
        });
        body.resume();
    }
}
