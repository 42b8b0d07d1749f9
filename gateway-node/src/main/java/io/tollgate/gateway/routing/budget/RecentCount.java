package io.tollgate.gateway.routing.budget;

import java.util.Arrays;

/** Events of the last ten seconds, in slices of one. Thread-safe. */
final class RecentCount {

    private static final int SLICES = 10;
    private static final long SLICE_MILLIS = 1_000;

    private final long[] numbers = new long[SLICES];
    private final long[] counts = new long[SLICES];

    RecentCount() {
        Arrays.fill(numbers, Long.MIN_VALUE);
    }

    synchronized void add(long nowMillis) {
        counts[slot(nowMillis)]++;
    }

    synchronized long sum(long nowMillis) {
        return total(nowMillis);
    }

    /** Adds one unless there are {@code most} already. Returns whether it did. */
    synchronized boolean addBelow(long most, long nowMillis) {
        boolean isBelow = total(nowMillis) < most;
        if (isBelow) {
            counts[slot(nowMillis)]++;
        }
        return isBelow;
    }

    private int slot(long nowMillis) {
        long number = Math.floorDiv(nowMillis, SLICE_MILLIS);
        int slot = Math.floorMod(number, SLICES);
        if (numbers[slot] != number) {
            numbers[slot] = number;
            counts[slot] = 0;
        }
        return slot;
    }

    private long total(long nowMillis) {
        long oldest = Math.floorDiv(nowMillis, SLICE_MILLIS) - SLICES + 1;
        long total = 0;
        for (int slot = 0; slot < SLICES; slot++) {
            total += numbers[slot] >= oldest ? counts[slot] : 0;
        }
        return total;
    }
}
