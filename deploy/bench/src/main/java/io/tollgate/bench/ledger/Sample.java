package io.tollgate.bench.ledger;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** How the reservations of one run went. Thread-safe. */
public final class Sample {

    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int SIGNIFICANT_DIGITS = 3;

    private final ConcurrentHistogram latency = new ConcurrentHistogram(LONGEST_NANOS, SIGNIFICANT_DIGITS);
    private final LongAdder granted = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicReference<String> firstFailure = new AtomicReference<>("");

    void ended(long nanos, Boolean answer, Throwable failure) {
        if (failure == null && answer) {
            granted.increment();
            latency.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
        } else {
            failed.increment();
            firstFailure.compareAndSet("", failure == null ? "denied" : failure.toString());
        }
    }

    long granted() {
        return granted.sum();
    }

    /** Denied, or without an answer; no limit here is small enough to deny anything. */
    long failed() {
        return failed.sum();
    }

    /** Why the first of the failed ones failed, else empty. */
    String firstFailure() {
        return firstFailure.get();
    }

    double latencyMillis(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e6;
    }
}
