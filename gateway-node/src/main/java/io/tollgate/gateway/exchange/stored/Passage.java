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
    private final Promise<Delivery> done = Promise.promise();
    private Runnable cancel = () -> {};

    /**
     * @param idleMillis how long the backend may be silent
     * @param abandon gives the call to the backend up
     */
    public Passage(Answer answer, UsageMeter meter, Reply to, AttemptStages timers, long idleMillis, Runnable abandon) {
        this.from = answer.body().orElseThrow();
        this.streamed = answer.isEventStream();
        this.meter = meter;
        this.to = to;
        this.timers = timers;
        this.idleMillis = idleMillis;
        this.abandon = abandon;
    }

    /** Starts, and completes when the answer has ended one way or another. */
    public Future<Delivery> run() {
        from.exceptionHandler(failure -> broken(false));
        from.endHandler(ended -> ended());
        from.handler(this::chunk);
        watch(idleMillis);
        from.resume();
        return done.future().onComplete(over -> cancel.run());
    }

    /** The caller has gone: nothing more is passed on, and the backend need not go on. */
    public void callerLeft() {
        if (done.tryComplete(Delivery.CALLER_LEFT)) {
            abandon.run();
        }
    }

    private void chunk(Buffer chunk) {
        Buffer passed = meter.accept(chunk);
        if (done.future().isComplete()) {
            return;
        }
        if (passed.length() > 0) {
            to.write(passed);
        }
        cancel.run();
        if (to.isFull()) {
            from.pause();
            to.onRoom(this::resume);
        } else {
            watch(idleMillis);
        }
    }

    private void resume() {
        if (!done.future().isComplete()) {
            watch(idleMillis);
            from.resume();
        }
    }

    private void ended() {
        Buffer rest = meter.end();
        if (done.tryComplete(Delivery.COMPLETED)) {
            if (rest.length() == 0) {
                to.end();
            } else {
                to.end(rest);
            }
        }
    }

    private void broken(boolean timedOut) {
        if (done.tryComplete(Delivery.PARTIAL)) {
            to.breakOff(streamed, timedOut);
            abandon.run();
        }
    }

    private void watch(long millis) {
        cancel = timers.after(millis, () -> broken(true));
    }
}
