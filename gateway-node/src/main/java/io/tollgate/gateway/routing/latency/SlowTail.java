package io.tollgate.gateway.routing.latency;

import java.util.OptionalLong;

/** The time within which 95 of 100 lately came, to a tenth. Not thread-safe. */
final class SlowTail {

    private static final double STEP = 1.1;
    private static final double PART = 0.95;
    private static final int BUCKETS = 180;
    private static final double LEAST_SAMPLES = 20;
    private static final long HALVED_AFTER_MILLIS = 10_000;

    private final float[] counts = new float[BUCKETS];
    private double all;
    private long halvedAtMillis = Long.MIN_VALUE;

    void add(double micros, long nowMillis) {
        halveWhenDue(nowMillis);
        int bucket = (int) (Math.log(Math.max(1, micros)) / Math.log(STEP));
        counts[Math.min(bucket, BUCKETS - 1)]++;
        all++;
    }

    /** In microseconds; empty while too few are known. */
    OptionalLong micros(long nowMillis) {
        halveWhenDue(nowMillis);
        if (all < LEAST_SAMPLES) {
            return OptionalLong.empty();
        }
        double seen = 0;
        int bucket = -1;
        while (seen < all * PART && bucket < BUCKETS - 1) {
            bucket++;
            seen += counts[bucket];
        }
        return OptionalLong.of((long) Math.pow(STEP, bucket + 1.0));
    }

    private void halveWhenDue(long nowMillis) {
        if (halvedAtMillis == Long.MIN_VALUE) {
            halvedAtMillis = nowMillis;
        }
        long times = Math.min(64, (nowMillis - halvedAtMillis) / HALVED_AFTER_MILLIS);
        if (times > 0) {
            halvedAtMillis += (nowMillis - halvedAtMillis) / HALVED_AFTER_MILLIS * HALVED_AFTER_MILLIS;
            double kept = Math.pow(2, -times);
            all = 0;
            for (int i = 0; i < BUCKETS; i++) {
                counts[i] = (float) (counts[i] * kept);
                all += counts[i];
            }
        }
    }
}
