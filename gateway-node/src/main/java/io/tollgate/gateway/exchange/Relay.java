package io.tollgate.gateway.exchange;

import io.tollgate.gateway.metering.UsageMeter;
import io.tollgate.gateway.metering.UsageReading;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * Passes an answer's body on as it comes, past the meter, and no faster than the caller reads it. Holds nothing but what
 * the meter holds back.
 */
final class Relay {

    private final ReadStream<Buffer> from;
    private final UsageMeter meter;
    private final Reply to;
    private final Runnable onFirstByte;
    private final Runnable onPassed;
    private final Promise<Delivery> done = Promise.promise();
    private boolean begun;

    /**
     * @param onPassed runs whenever a piece of the answer has passed
     */
    Relay(ReadStream<Buffer> from, UsageMeter meter, Reply to, Runnable onFirstByte, Runnable onPassed) {
        this.from = from;
        this.meter = meter;
        this.to = to;
        this.onFirstByte = onFirstByte;
        this.onPassed = onPassed;
    }

    /** Starts, and completes when the answer has ended one way or another. */
    Future<Delivery> run(boolean streamed) {
        from.handler(this::pass);
        from.endHandler(ended -> {
            write(meter.end());
            if (streamed && !isWhole()) {
                breakOff(true);
            } else if (done.tryComplete(Delivery.COMPLETED)) {
                to.end();
            }
        });
        from.exceptionHandler(failure -> breakOff(streamed));
        from.resume();
        return done.future();
    }

    /** A stream that ends without its last event, or with an error in it, is not the whole answer. */
    private boolean isWhole() {
        return !meter.failed() && (meter.complete() || meter.reading() instanceof UsageReading.Reported);
    }

    private void breakOff(boolean streamed) {
        if (done.tryComplete(Delivery.PARTIAL)) {
            if (streamed && meter.failed()) {
                to.end();
            } else {
                to.breakOff(streamed);
            }
        }
    }

    /** The caller has gone: nothing more is passed on. */
    void callerLeft() {
        done.tryComplete(Delivery.CALLER_LEFT);
    }

    private void pass(Buffer chunk) {
        if (write(meter.accept(chunk)) && to.isFull()) {
            from.pause();
            to.onRoom(from::resume);
        }
        onPassed.run();
    }

    private boolean write(Buffer chunk) {
        if (done.future().isComplete()) {
            return false;
        }
        if (chunk.length() > 0) {
            if (!begun) {
                begun = true;
                onFirstByte.run();
            }
            to.write(chunk);
        }
        return true;
    }
}
