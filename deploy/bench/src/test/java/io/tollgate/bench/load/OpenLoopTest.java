package io.tollgate.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

/** The loop under a clock that the test moves. */
class OpenLoopTest {

    private static final long MILLI = 1_000_000;

    private final FakeTime time = new FakeTime();

    @Test
    void shouldSendEveryRequestWhenItIsDue() {
        List<Long> sentAt = new ArrayList<>();
        Call instant = (dueNanos, recording) -> {
            sentAt.add(time.nowNanos);
            recording.answered(time.nowNanos - dueNanos, 1);
            return Future.succeededFuture();
        };

        Future<Recording> run = loop(new ArrivalSchedule(0, 1000, 4), instant);
        time.runUntil(10 * MILLI);

        assertThat(sentAt).containsExactly(0L, MILLI, 2 * MILLI, 3 * MILLI);
        assertThat(run.result().answered()).isEqualTo(4);
        assertThat(run.result().latencyNanos(100)).isZero();
    }

    @Test
    void shouldChargeAStallToEveryRequestThatItDelays() {
        Call stallsOnce = (dueNanos, recording) -> {
            if (dueNanos == 0) {
                time.nowNanos += 50 * MILLI;
            }
            recording.answered(time.nowNanos - dueNanos, 1);
            return Future.succeededFuture();
        };

        Future<Recording> run = loop(new ArrivalSchedule(0, 1000, 100), stallsOnce);
        time.runUntil(200 * MILLI);

        assertThat(run.result().answered()).isEqualTo(100);
        assertThat((double) run.result().latencyNanos(100)).isCloseTo(50 * MILLI, within(MILLI * 0.1));
        assertThat((double) run.result().latencyNanos(75)).isCloseTo(25 * MILLI, within(1.1 * MILLI));
    }

    @Test
    void shouldGoOnSendingWhileNothingIsAnswered() {
        List<Promise<Void>> open = new ArrayList<>();
        Call silent = (dueNanos, recording) -> {
            open.add(Promise.promise());
            return open.getLast().future();
        };

        Future<Recording> run = loop(new ArrivalSchedule(0, 1000, 5), silent);
        time.runUntil(100 * MILLI);

        assertThat(open).hasSize(5);
        assertThat(run.isComplete()).isFalse();
        open.forEach(Promise::complete);
        assertThat(run.isComplete()).isTrue();
    }

    @Test
    void shouldCountWhatIsNeverAnsweredAsFailedAndNotCountItAgain() {
        List<Recording> seen = new ArrayList<>();
        Call silent = (dueNanos, recording) -> {
            seen.add(recording);
            return Promise.<Void>promise().future();
        };

        Future<Recording> run = loop(new ArrivalSchedule(0, 1000, 3), silent);
        time.runUntil(11_000 * MILLI);

        seen.forEach(late -> late.answered(1, 1));
        assertThat(run.result().failed()).isEqualTo(3);
        assertThat(run.result().answered()).isZero();
        assertThat(run.result().firstFailure()).contains("not answered");
    }

    @Test
    void shouldBoundWhatIsOpenAtOnce() {
        Call silent = (dueNanos, recording) -> Promise.<Void>promise().future();

        Future<Recording> run = loop(new ArrivalSchedule(0, 1_000_000, OpenLoop.MOST_IN_FLIGHT + 7), silent);
        time.runUntil(11_000 * MILLI);

        assertThat(run.result().failed()).isEqualTo(OpenLoop.MOST_IN_FLIGHT + 7);
        assertThat(run.result().firstFailure()).contains("open at once");
    }

    private Future<Recording> loop(ArrivalSchedule schedule, Call call) {
        return new OpenLoop(() -> time.nowNanos, time, schedule, call).run();
    }

    private static final class FakeTime implements Pacer {
        private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::atNanos));
        private long nowNanos;

        private record Timer(long atNanos, Runnable task) {}

        @Override
        public void after(long delayNanos, Runnable task) {
            timers.add(new Timer(nowNanos + delayNanos, task));
        }

        void runUntil(long nanos) {
            while (!timers.isEmpty() && timers.peek().atNanos() <= nanos) {
                Timer next = timers.remove();
                nowNanos = Math.max(nowNanos, next.atNanos());
                next.task().run();
            }
        }
    }
}
