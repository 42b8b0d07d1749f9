package io.tollgate.ledger.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps requests from waiting for a Redis that does not answer: after some failures in a row everything is refused at
 * once, but for one probe per pause, until a command succeeds. Thread-safe, lock-free.
 */
final class LatencyGuard {

    private final int failuresToClose;
    private final long pauseNanos;
    private final LongSupplier nanoTime;
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final AtomicLong nextProbeNanos = new AtomicLong();

    /**
     * @param failuresToClose how many failures in a row it takes, 1 or more
     * @param pause between probes; longer than a command can take, else two probes may be under way
     */
    LatencyGuard(int failuresToClose, Duration pause, LongSupplier nanoTime) {
        this.failuresToClose = failuresToClose;
        this.pauseNanos = pause.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Whether a command may be sent; what became of it must be told by {@link #succeeded} or {@link #failed}. */
    boolean admits() {
        if (failuresInARow.get() < failuresToClose) {
            return true;
        }
        long probeAt = nextProbeNanos.get();
        long now = nanoTime.getAsLong();
        return now - probeAt >= 0 && nextProbeNanos.compareAndSet(probeAt, now + pauseNanos);
    }

    void succeeded() {
        if (failuresInARow.get() != 0) {
            failuresInARow.set(0);
        }
    }

    void failed() {
        if (failuresInARow.get() >= failuresToClose) {
            return;
        }
        nextProbeNanos.set(nanoTime.getAsLong() + pauseNanos);
        failuresInARow.incrementAndGet();
    }
}
