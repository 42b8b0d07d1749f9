package io.tollgate.bench.ledger;

import io.tollgate.bench.ledger.contenders.Contender;
import io.tollgate.bench.load.ArrivalSchedule;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Sends reservations to a contender, spread over accounts.
 *
 * @param nanoClock a monotonic clock in nanoseconds
 * @param accounts how many, 1 for a hot one
 */
record Driver(LongSupplier nanoClock, int accounts) {

    private static final long PATIENCE_SECONDS = 60;

    /** Lets {@code callers} make one reservation after the other, and returns when all have stopped. */
    Sample saturate(Contender contender, int callers, int seconds) throws InterruptedException {
        var sample = new Sample();
        var done = new CountDownLatch(callers);
        long end = nanoClock.getAsLong() + TimeUnit.SECONDS.toNanos(seconds);
        for (int caller = 0; caller < callers; caller++) {
            repeat(contender, end, sample, done);
        }
        require(done.await(seconds + PATIENCE_SECONDS, TimeUnit.SECONDS));
        return sample;
    }

    /** Goes round in here while answers are there at once, so that they do not pile up on the stack. */
    private void repeat(Contender contender, long end, Sample sample, CountDownLatch done) {
        while (nanoClock.getAsLong() - end < 0) {
            CompletableFuture<Boolean> answer = send(contender, nanoClock.getAsLong(), sample);
            if (!answer.isDone()) {
                answer.whenComplete((granted, failure) -> repeat(contender, end, sample, done));
                return;
            }
        }
        done.countDown();
    }

    /** Makes reservations when they are due, whatever became of those before; latency counts from the due time. */
    Sample pace(Contender contender, int perSecond, int seconds) throws InterruptedException {
        var sample = new Sample();
        var schedule = ArrivalSchedule.lasting(nanoClock.getAsLong(), perSecond, seconds);
        var done = new CountDownLatch(Math.toIntExact(schedule.arrivals()));
        for (long arrival = 0; arrival < schedule.arrivals(); arrival++) {
            long due = schedule.dueNanos(arrival);
            for (long wait = due - nanoClock.getAsLong(); wait > 0; wait = due - nanoClock.getAsLong()) {
                LockSupport.parkNanos(wait);
            }
            send(contender, due, sample).whenComplete((granted, failure) -> done.countDown());
        }
        require(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        return sample;
    }

    private CompletableFuture<Boolean> send(Contender contender, long since, Sample sample) {
        int account = ThreadLocalRandom.current().nextInt(accounts);
        return contender
                .reserve(account)
                .whenComplete((granted, failure) -> sample.ended(nanoClock.getAsLong() - since, granted, failure))
                .toCompletableFuture();
    }

    private static void require(boolean allAnswered) {
        if (!allAnswered) {
            throw new IllegalStateException("reservations were not answered within a minute");
        }
    }
}
