package io.tollgate.ledger.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LatencyGuardTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final LatencyGuard guard = new LatencyGuard(3, Duration.ofMillis(250), nanos::get);

    @Test
    void shouldAdmitUntilFailuresComeInARow() {
        fail(2);
        guard.succeeded();
        fail(2);

        assertThat(guard.admits()).isTrue();
        fail(1);
        assertThat(guard.admits()).isFalse();
    }

    @Test
    void shouldAdmitOneProbePerPause() {
        fail(3);

        nanos.addAndGet(Duration.ofMillis(249).toNanos());
        assertThat(guard.admits()).isFalse();
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(guard.admits()).isTrue();
        assertThat(guard.admits()).isFalse();
        fail(1);
        nanos.addAndGet(Duration.ofMillis(250).toNanos());
        assertThat(guard.admits()).isTrue();
    }

    @Test
    void shouldAdmitEverythingAfterAProbeSucceeds() {
        fail(3);
        nanos.addAndGet(Duration.ofMillis(250).toNanos());
        assertThat(guard.admits()).isTrue();

        guard.succeeded();

        assertThat(guard.admits()).isTrue();
        assertThat(guard.admits()).isTrue();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            guard.failed();
        }
    }
}
