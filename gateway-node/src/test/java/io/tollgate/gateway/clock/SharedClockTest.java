package io.tollgate.gateway.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.gateway.support.LogLines;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedClockTest {

    /** True time; the machine shows it and its error. */
    private final AtomicLong time =
            new AtomicLong(Instant.parse("2026-05-04T12:00:00Z").toEpochMilli());

    private final AtomicLong error = new AtomicLong();
    private final AtomicBoolean answers = new AtomicBoolean(true);
    private final Deque<CompletableFuture<Long>> asked = new ArrayDeque<>();
    private final SharedClock clock = new SharedClock(() -> Instant.ofEpochMilli(time.get() + error.get()));
    private final ClockComparison comparison = new ClockComparison(
            clock,
            () -> {
                asked.add(new CompletableFuture<>());
                return asked.getLast();
            },
            answers::get,
            time::get);

    @Test
    void shouldShowTheTimeOfAClockThatIsAheadAsRedisHasItAndSaySoOnce() {
        try (LogLines log = LogLines.of(SharedClock.class)) {
            error.set(37_000);
            assertThat(clock.millis()).isEqualTo(time.get() + 37_000);
            for (int i = 0; i < 5; i++) {
                compare(4, 4);
                time.addAndGet(5_000);
            }
            assertThat(clock.millis()).isEqualTo(time.get());
            assertThat(clock.offsetMillis()).isEqualTo(-37_000);
            error.set(0);
            compare(4, 4);
            assertThat(clock.millis()).isEqualTo(time.get());
            assertThat(log.lines())
                    .containsExactly(
                            "WARN this machine's clock is 37000 ms ahead of Redis': times are corrected by that",
                            "INFO this machine's clock is right again");
        }
    }

    @Test
    void shouldLeaveAClockAloneThatIsLittleOff() {
        try (LogLines log = LogLines.of(SharedClock.class)) {
            for (long off = -990; off <= 990; off += 330) {
                error.set(off);
                compare(1, 1);
                assertThat(clock.correctionMillis()).isZero();
                assertThat(clock.offsetMillis()).isEqualTo(-off);
            }
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void shouldNotTakeALateAnswerForAWrongClock() {
        compare(3_000, 0);
        assertThat(clock.correctionMillis()).isZero();
        compare(0, 3_000);
        assertThat(clock.correctionMillis()).isZero();

        error.set(-5_000);
        compare(400, 0);
        assertThat(clock.millis()).as("within half of what the question took").isBetween(time.get(), time.get() + 200);
    }

    @Test
    void shouldKeepItsCorrectionWhileItWavers() {
        error.set(-5_000);
        compare(1, 1);
        long before = clock.correctionMillis();
        for (int i = 0; i < 20; i++) {
            compare(i * 20L, 0);
            compare(0, i * 20L);
            assertThat(clock.correctionMillis()).isEqualTo(before);
        }
    }

    @Test
    void shouldAskOneQuestionAtATimeAndNoneOfARedisThatIsAway() {
        comparison.compare();
        comparison.compare();
        assertThat(asked).hasSize(1);
        asked.poll().completeExceptionally(new IllegalStateException("away"));
        answers.set(false);
        comparison.compare();
        assertThat(asked).isEmpty();
        answers.set(true);
        comparison.compare();
        assertThat(asked).hasSize(1);
    }

    private void compare(long thereMillis, long backMillis) {
        comparison.compare();
        time.addAndGet(thereMillis);
        long server = time.get();
        time.addAndGet(backMillis);
        asked.poll().complete(server);
    }
}
