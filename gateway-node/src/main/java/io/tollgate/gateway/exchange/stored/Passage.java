package io.tollgate.gateway.exchange.stored;

import io.tollgate.gateway.exchange.attempt.AttemptStages;
import io.tollgate.gateway.exchange.delivery.Delivery;
import io.tollgate.gateway.exchange.delivery.Reply;
import io.tollgate.gateway.metering.UsageMeter;
import io.tollgate.gateway.upstream.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Consumer;

/**
 * Passes what a backend says of something that it remembers on as it comes, no faster than the caller reads, as long as the
 * backend is not silent for too long. Confined to the request's event loop.
 */
public final class Passage {

    private final ReadStream<Buffer> from;
    private final boolean streamed;
    private final UsageMeter meter;
    private final Reply to;
    private final AttemptStages timers;
    private final long idleMillis;
    private final Runnable abandon;
    private final Consumer<Delivery> onEnding;
    private final Promise<Delivery> done = Promise.promise();
    private Buffer heldBack;
    private Runnable cancel = () -> {};
    private boolean over;

    /**
     * What to do when it ends.
     *
     * @param abandon gives the call to the backend up
     * @param onEnding runs once, when it is known how the answer ends and the caller does not have its last byte yet
     */
    public record Ends(Runnable abandon, Consumer<Delivery> onEnding) {}

    /**
     * @param idleMillis how long the backend may be silent
     * @param ends what to do when it ends
     */
    public Passage(Answer answer, UsageMeter meter, Reply to, AttemptStages timers, long idleMillis, Ends ends) {
        this.from = answer.body().orElseThrow();
        this.streamed = answer.isEventStream();
        this.meter = meter;
        this.to = to;
        this.timers = timers;
        this.idleMillis = idleMillis;
        this.abandon = ends.abandon();
        this.onEnding = ends.onEnding();
    }

    /** Starts, and completes when the answer has ended one way or another. */
    public Future<Delivery> run() {
        from.exceptionHandler(failure -> broken(false));
        from.endHandler(ended -> ended());
        from.handler(this::chunk);
        watch(idleMillis);
        from.resume();
        return done.future();
    }

    /** The caller has gone: nothing more is passed on, and the backend need not go on. */
    public void callerLeft() {
        end(Delivery.CALLER_LEFT, abandon);
    }

    private void chunk(Buffer chunk) {
        Buffer passed = meter.accept(chunk);
        if (over) {
            return;
        }
        write(passed);
        cancel.run();
        if (to.isFull()) {
            from.pause();
            to.onRoom(this::resume);
        } else {
            watch(idleMillis);
        }
    }

    /** Of a document one piece is held back, so that its last byte is not gone before it is known how it ends. */
    private void write(Buffer piece) {
        if (piece.length() == 0) {
            return;
        }
        if (streamed) {
            to.write(piece);
            return;
        }
        if (heldBack != null) {
            to.write(heldBack);
        }
        heldBack = piece;
    }

    private void resume() {
        if (!over) {
            watch(idleMillis);
            from.resume();
        }
    }

    private void ended() {
        Buffer rest = meter.end();
        end(Delivery.COMPLETED, () -> {
            Buffer last = rest;
            if (heldBack != null && rest.length() == 0) {
                last = heldBack;
            } else if (heldBack != null) {
                to.write(heldBack);
            }
            if (last.length() == 0) {
                to.end();
            } else {
                to.end(last);
            }
        });
    }

    private void end(Delivery delivery, Runnable send) {
        if (over) {
            return;
        }
        over = true;
        cancel.run();
        try {
            onEnding.accept(delivery);
        } finally {
            send.run();
            done.complete(delivery);
        }
    }

    private void broken(boolean timedOut) {
        end(Delivery.PARTIAL, () -> {
            to.breakOff(streamed, timedOut);
            abandon.run();
        });
    }

    private void watch(long millis) {
        cancel = timers.after(millis, () -> broken(true));
    }
}
