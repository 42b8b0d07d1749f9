package io.tollgate.ledger.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Keeps requests from waiting for a Redis that does not answer, or not in time. It trips when nothing has been answered
 * for a while although commands were sent, or when too many answers are slow; then every command is refused at once, and
 * none of them is a probe: probes are the owner's, who calls {@link #tick} often. A probe that is answered in time ends
 * the refusal after silence, several fast ones in a row that after slowness; for a second the commands in flight are held to a number that doubles every eighth of it, so that a Redis that
 * has just come back is not met by everybody at once. Thread-safe, lock-free.
 */
final class LatencyGuard {

    private static final long WINDOW_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int SLOW_WINDOWS_TO_TRIP = 2;
    private static final int FEWEST_IN_WINDOW = 20;
    /** One slow answer in twenty: the 95th percentile is slow. */
    private static final int SLOW_ONE_IN = 20;

    private static final long RAMP_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long RAMP_STEP_NANOS = RAMP_NANOS / 8;
    private static final int RAMP_FIRST = 16;
    private static final int FAILURES_TO_TRIP = 2;
    private static final int PROBES_AFTER_SLOWNESS = 5;
    /** Of a Redis that blocks for moments, some probes find the moments between. */
    private static final int FASTER_AFTER_SLOWNESS = 4;

    private final long silenceNanos;
    private final long slowNanos;
    private final long probeNanos;
    private final LongSupplier nanoTime;
    private final AtomicInteger failuresSinceAnswer = new AtomicInteger();
    private final LongAdder heard = new LongAdder();
    private final LongAdder slow = new LongAdder();
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile long lastAnswerNanos;
    private volatile boolean refusing;
    private volatile boolean ramping;
    private volatile long passingSinceNanos;
    private volatile long lastProbeNanos;
    private volatile boolean wasSlow;
    private volatile int fastProbes;
    private long windowSinceNanos;
    private int slowWindows;

    LatencyGuard(RedisLedgerConfig config, LongSupplier nanoTime) {
        this.silenceNanos = config.silence().toNanos();
        this.slowNanos = config.slow().toNanos();
        this.probeNanos = config.probe().toNanos();
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        lastAnswerNanos = now;
        lastProbeNanos = now;
        windowSinceNanos = now;
    }

    /**
     * Whether a command may be sent; what became of it must be told by {@link #answered} or {@link #failed}.
     *
     * @param inFlight commands under way, this one included
     */
    boolean admits(int inFlight) {
        if (refusing) {
            return false;
        }
        if (!ramping) {
            return true;
        }
        long steps = (nanoTime.getAsLong() - passingSinceNanos) / RAMP_STEP_NANOS;
        return steps >= RAMP_NANOS / RAMP_STEP_NANOS || inFlight <= RAMP_FIRST << steps;
    }

    boolean isRefusing() {
        return refusing;
    }

    /** Redis answered, whatever it said. */
    void answered(long tookNanos) {
        lastAnswerNanos = nanoTime.getAsLong();
        if (failuresSinceAnswer.get() != 0) {
            failuresSinceAnswer.set(0);
        }
        heard.increment();
        if (tookNanos > slowNanos) {
            slow.increment();
        }
    }

    /** Redis did not answer in time, or could not be reached. */
    void failed() {
        heard.increment();
        slow.increment();
        if (failuresSinceAnswer.incrementAndGet() >= FAILURES_TO_TRIP
                && nanoTime.getAsLong() - lastAnswerNanos >= silenceNanos) {
            refuse(false);
        }
    }

    /**
     * Looks at the clock. To be called by one thread, several times per {@code probe}. Returns whether a probe is to be
     * sent now; what became of it must be told by {@link #probeAnswered} or {@link #probeFailed}.
     */
    boolean tick() {
        long now = nanoTime.getAsLong();
        if (now - windowSinceNanos >= WINDOW_NANOS) {
            closeWindow(now);
        }
        if (ramping && now - passingSinceNanos >= RAMP_NANOS) {
            ramping = false;
        }
        boolean quiet = refusing || now - lastAnswerNanos >= probeNanos;
        if (quiet && now - lastProbeNanos >= probeNanos && probing.compareAndSet(false, true)) {
            lastProbeNanos = now;
            return true;
        }
        return false;
    }

    void probeAnswered(long tookNanos) {
        answered(tookNanos);
        fastProbes = tookNanos <= (wasSlow ? slowNanos / FASTER_AFTER_SLOWNESS : slowNanos) ? fastProbes + 1 : 0;
        if (refusing && fastProbes >= (wasSlow ? PROBES_AFTER_SLOWNESS : 1)) {
            passingSinceNanos = nanoTime.getAsLong();
            ramping = true;
            refusing = false;
        }
        probing.set(false);
    }

    void probeFailed() {
        failed();
        fastProbes = 0;
        probing.set(false);
    }

    private void closeWindow(long now) {
        long all = heard.sumThenReset();
        long late = slow.sumThenReset();
        windowSinceNanos = now;
        boolean bad = all >= FEWEST_IN_WINDOW && late * SLOW_ONE_IN > all;
        slowWindows = bad && !refusing ? slowWindows + 1 : 0;
        if (slowWindows >= SLOW_WINDOWS_TO_TRIP) {
            slowWindows = 0;
            refuse(true);
        }
    }

    private void refuse(boolean slowness) {
        if (!refusing) {
            wasSlow = slowness;
            fastProbes = 0;
            refusing = true;
        }
    }
}
