package io.tollgate.ledger.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LatencyGuardTest {

    private static final long FAST = Duration.ofMillis(1).toNanos();
    private static final long SLOW = Duration.ofMillis(151).toNanos();

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final LatencyGuard guard = new LatencyGuard(RedisLedgerConfig.DEFAULT, nanos::get);

    @Test
    void shouldAdmitWhileAnythingIsAnswered() {
        for (int i = 0; i < 100; i++) {
            fail(10);
            advance(300);
            guard.answered(FAST);
        }

        assertThat(guard.admits(4_000)).isTrue();
    }

    @Test
    void shouldRefuseAfterASilenceInWhichCommandsFail() {
        fail(50);
        advance(399);
        guard.failed();
        assertThat(guard.admits(1)).isTrue();

        advance(1);
        guard.failed();
        assertThat(guard.admits(1)).isFalse();
        assertThat(guard.isRefusing()).isTrue();
    }

    @Test
    void shouldNotTakeIdlenessForSilence() {
        advance(60_000);
        guard.failed();

        assertThat(guard.admits(1)).isTrue();
    }

    @Test
    void shouldProbeWhenNothingIsHeardAndNeverTwiceAtOnce() {
        advance(200);
        assertThat(guard.tick()).isTrue();
        advance(1_000);
        assertThat(guard.tick()).isFalse();

        guard.probeAnswered(FAST);
        advance(199);
        assertThat(guard.tick()).isFalse();
        advance(1);
        assertThat(guard.tick()).isTrue();
    }

    @Test
    void shouldLetNoCommandBeTheProbe() {
        trip();

        for (int i = 0; i < 100; i++) {
            advance(100);
            assertThat(guard.admits(1)).isFalse();
        }
    }

    @Test
    void shouldNotProbeWhereRequestsAreAnswered() {
        for (int i = 0; i < 50; i++) {
            advance(100);
            guard.answered(FAST);
            assertThat(guard.tick()).isFalse();
        }
    }

    @Test
    void shouldStayRefusingUntilAProbeIsAnsweredFast() {
        trip();
        advance(200);
        assertThat(guard.tick()).isTrue();
        guard.probeFailed();
        guard.answered(FAST);
        assertThat(guard.isRefusing()).isTrue();

        advance(200);
        assertThat(guard.tick()).isTrue();
        guard.probeAnswered(SLOW);
        assertThat(guard.isRefusing()).isTrue();

        advance(200);
        assertThat(guard.tick()).isTrue();
        guard.probeAnswered(FAST);
        assertThat(guard.admits(1)).isTrue();
    }

    @Test
    void shouldLetCommandsBackInGrowingNumbers() {
        trip();
        advance(200);
        guard.tick();
        guard.probeAnswered(FAST);

        assertThat(guard.admits(16)).isTrue();
        assertThat(guard.admits(17)).isFalse();
        advance(126);
        assertThat(guard.admits(32)).isTrue();
        assertThat(guard.admits(33)).isFalse();
        advance(874);
        assertThat(guard.admits(4_000)).isTrue();
        guard.tick();
        assertThat(guard.admits(4_000)).isTrue();
    }

    @Test
    void shouldRefuseWhenMoreThanOneInTwentyIsSlowForTwoSeconds() {
        second(94, 6);
        assertThat(guard.isRefusing()).isFalse();
        second(94, 6);
        assertThat(guard.isRefusing()).isTrue();
    }

    @Test
    void shouldWantSeveralFastProbesInARowAfterSlowness() {
        second(94, 6);
        second(94, 6);

        probe(FAST, 3);
        probe(Duration.ofMillis(38).toNanos(), 1);
        probe(FAST, 4);
        assertThat(guard.isRefusing()).isTrue();
        probe(FAST, 1);
        assertThat(guard.isRefusing()).isFalse();
    }

    @Test
    void shouldForgiveOneSlowSecondAndFewSlowAnswers() {
        for (int i = 0; i < 5; i++) {
            second(94, 6);
            second(95, 5);
        }
        for (int i = 0; i < 5; i++) {
            second(0, 18);
        }

        assertThat(guard.isRefusing()).isFalse();
    }

    private void trip() {
        guard.failed();
        advance(400);
        guard.failed();
        assertThat(guard.isRefusing()).isTrue();
    }

    private void probe(long tookNanos, int times) {
        for (int i = 0; i < times; i++) {
            advance(200);
            assertThat(guard.tick()).isTrue();
            guard.probeAnswered(tookNanos);
        }
    }

    private void second(int fast, int slow) {
        for (int i = 0; i < fast; i++) {
            guard.answered(FAST);
        }
        for (int i = 0; i < slow; i++) {
            guard.answered(SLOW);
        }
        advance(1_000);
        if (guard.tick()) {
            guard.probeAnswered(FAST);
        }
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            guard.failed();
        }
    }

    private void advance(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }
}
