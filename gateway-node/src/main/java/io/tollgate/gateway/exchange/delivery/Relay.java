package io.tollgate.gateway.exchange.delivery;

import io.tollgate.gateway.exchange.attempt.AnswerSink;
import io.tollgate.gateway.exchange.attempt.OpenAnswer;
import io.tollgate.gateway.metering.UsageMeter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Passes an answer's body on as it comes, past the meter, and no faster than the caller reads it. Holds nothing but what
 * the meter and the {@link AnswerWriter} hold back. A stream that cannot be completed ends between two events, with one that
 * says so.
 */
public final class Relay implements AnswerSink {

    private static final String END_OF_EVENT = "\n\n";

    private final OpenAnswer answer;
    private final UsageMeter meter;
    private final Reply to;
    private final Runnable onFirstByte;
    private final Runnable onPassed;
    private final AnswerWriter writer;
    private LongConsumer onDrained;
    private boolean begun;
    private boolean paused;

    /**
     * @param onPassed runs whenever a piece of the answer has passed
     * @param onEnding runs once, when it is known how the answer ends and the caller does not have its last byte yet
     */
    public Relay(OpenAnswer answer, Reply to, Runnable onFirstByte, Runnable onPassed, Consumer<Delivery> onEnding) {
        this.answer = answer;
        this.meter = answer.meter();
        this.to = to;
        this.onFirstByte = onFirstByte;
        this.onPassed = onPassed;
        this.writer = new AnswerWriter(to, answer.isStream(), onEnding);
    }

    /** Starts, and completes when the answer has ended one way or another. */
    public Future<Delivery> run() {
        if (!writer.isOver()) {
            Buffer held = answer.held();
            if (answer.isEnded()) {
                begin(held);
                writer.complete(held);
            } else {
                write(held);
                answer.pass(this);
                pauseIfFull();
            }
        }
        return writer.done();
    }

    /** The caller has gone: nothing more is passed on, and the backend need not go on. */
    public void giveUp() {
        writer.end(Delivery.CALLER_LEFT, answer::giveUp);
    }

    /**
     * The caller has gone: nothing more is passed on, but read to the end.
     *
     * @param onBytes gets the size of each piece; may {@linkplain #giveUp give up}
     */
    public void drain(LongConsumer onBytes) {
        onDrained = onBytes;
        if (paused) {
            resume();
        }
    }

    @Override
    public void chunk(Buffer chunk) {
        if (writer.isOver()) {
            return;
        }
        Buffer passed = meter.accept(chunk);
        if (onDrained != null) {
            onDrained.accept(chunk.length());
        } else {
            write(passed);
            pauseIfFull();
            onPassed.run();
        }
    }

    @Override
    public void end() {
        if (writer.isOver()) {
            return;
        }
        Buffer rest = meter.end();
        if (answer.isStream() && !isWhole()) {
            broken(false);
        } else {
            begin(rest);
            writer.complete(rest);
        }
    }

    @Override
    public void broken(boolean timedOut) {
        if (answer.isStream() && isWhole()) {
            writer.complete(Buffer.buffer());
            return;
        }
        writer.end(Delivery.PARTIAL, () -> {
            if (answer.isStream() && meter.midEvent()) {
                to.write(Buffer.buffer(END_OF_EVENT));
            }
            if (answer.isStream() && meter.failed()) {
                to.end();
            } else {
                to.breakOff(answer.isStream(), timedOut);
            }
        });
    }

    /** A stream without its end, or with an error in it, is not the whole answer; the API's own last event always is its end. */
    private boolean isWhole() {
        return meter.terminalEvent() || meter.complete() && !meter.failed();
    }

    private void pauseIfFull() {
        if (!paused && onDrained == null && to.isFull()) {
            paused = true;
            answer.pause();
            to.onRoom(this::resume);
        }
    }

    private void resume() {
        if (writer.isOver()) {
            return;
        }
        paused = false;
        answer.resume();
    }

    private void write(Buffer chunk) {
        begin(chunk);
        writer.write(chunk);
    }

    private void begin(Buffer chunk) {
        if (!begun && onDrained == null && chunk.length() > 0) {
            begun = true;
            onFirstByte.run();
        }
    }
}
