package io.tollgate.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A fixed number of callers, each of which sends its next request when the last is answered: finds the ceiling, hides stalls. */
final class ClosedLoop {

    private final LongSupplier nanoClock;
    private final long deadlineNanos;
    private final Call call;
    private final Recording recording = new Recording();

    ClosedLoop(LongSupplier nanoClock, long deadlineNanos, Call call) {
        this.nanoClock = nanoClock;
        this.deadlineNanos = deadlineNanos;
        this.call = call;
    }

    /** Completes when every caller has had the answer to the last request that it sent before the deadline. */
    Future<Recording> run(int callers) {
        List<Future<Void>> all = new ArrayList<>(callers);
        for (int caller = 0; caller < callers; caller++) {
            all.add(repeat());
        }
        return Future.all(all).map(recording);
    }

    private Future<Void> repeat() {
        var done = Promise.<Void>promise();
        sendNext(done);
        return done.future();
    }

    private void sendNext(Promise<Void> done) {
        long now = nanoClock.getAsLong();
        if (now - deadlineNanos >= 0) {
            done.complete();
            return;
        }
        call.send(now, recording).onComplete(answered -> sendNext(done));
    }
}
