package io.tollgate.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Sends what is due when it is due, whatever has become of the requests before. */
final class OpenLoop {

    /** Beyond this the target has collapsed; a request that would exceed it counts as failed and is not sent. */
    static final int MOST_IN_FLIGHT = 4096;

    private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private final LongSupplier nanoClock;
    private final Pacer pacer;
    private final ArrivalSchedule schedule;
    private final Call call;
    private final Recording recording = new Recording();
    private final Promise<Recording> ended = Promise.promise();
    private long next;
    private int inFlight;

    OpenLoop(LongSupplier nanoClock, Pacer pacer, ArrivalSchedule schedule, Call call) {
        this.nanoClock = nanoClock;
        this.pacer = pacer;
        this.schedule = schedule;
        this.call = call;
    }

    /** Completes when every request has been answered, or ten seconds after the last was due. */
    Future<Recording> run() {
        sendWhatIsDue();
        return ended.future();
    }

    private void sendWhatIsDue() {
        long now = nanoClock.getAsLong();
        while (next < schedule.arrivals() && schedule.dueNanos(next) - now <= 0) {
            send(schedule.dueNanos(next));
            next++;
        }
        if (next < schedule.arrivals()) {
            pacer.after(Math.max(0, schedule.dueNanos(next) - nanoClock.getAsLong()), this::sendWhatIsDue);
        } else if (inFlight == 0) {
            ended.tryComplete(recording);
        } else {
            pacer.after(PATIENCE_NANOS, this::giveUp);
        }
    }

    private void send(long dueNanos) {
        if (inFlight >= MOST_IN_FLIGHT) {
            recording.failed("more than " + MOST_IN_FLIGHT + " requests were open at once");
            return;
        }
        inFlight++;
        call.send(dueNanos, recording).onComplete(done -> {
            inFlight--;
            if (inFlight == 0 && next >= schedule.arrivals()) {
                ended.tryComplete(recording);
            }
        });
    }

    private void giveUp() {
        if (ended.future().isComplete()) {
            return;
        }
        for (int unanswered = inFlight; unanswered > 0; unanswered--) {
            recording.failed("not answered within ten seconds of the last request");
        }
        recording.close();
        ended.tryComplete(recording);
    }
}
