package io.tollgate.gateway.exchange.stored;

import io.tollgate.gateway.exchange.attempt.AttemptStages;
import io.tollgate.gateway.exchange.delivery.AnswerWriter;
import io.tollgate.gateway.exchange.delivery.Delivery;
import io.tollgate.gateway.exchange.delivery.Reply;
import io.tollgate.gateway.metering.UsageMeter;
import io.tollgate.gateway.upstream.Answer;
import io.vertx.core.Future;
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
    private final AnswerWriter writer;
    private Runnable cancel = () -> {};

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
        this.writer = new AnswerWriter(to, streamed, ends.onEnding());
    }

    /** Starts, and completes when the answer has ended one way or another. */
    public Future<Delivery> run() {
        from.exceptionHandler(failure -> broken(false));
        from.endHandler(ended -> ended());
        from.handler(this::chunk);
        watch(idleMillis);
        from.resume();
        return writer.done();
    }

    /** The caller has gone: nothing more is passed on, and the backend need not go on. */
    public void callerLeft() {
        cancel.run();
        writer.end(Delivery.CALLER_LEFT, abandon);
    }

    private void chunk(Buffer chunk) {
        Buffer passed = meter.accept(chunk);
        if (writer.isOver()) {
            return;
        }
        writer.write(passed);
        cancel.run();
        if (to.isFull()) {
            from.pause();
            to.onRoom(this::resume);
        } else {
            watch(idleMillis);
        }
    }

    private void resume() {
        if (!writer.isOver()) {
            watch(idleMillis);
            from.resume();
        }
    }

    private void ended() {
        cancel.run();
        writer.complete(meter.end());
    }

    private void broken(boolean timedOut) {
        cancel.run();
        writer.end(Delivery.PARTIAL, () -> {
            to.breakOff(streamed, timedOut);
            abandon.run();
        });
    }

    private void watch(long millis) {
        cancel = timers.after(millis, () -> broken(true));
    }
}
