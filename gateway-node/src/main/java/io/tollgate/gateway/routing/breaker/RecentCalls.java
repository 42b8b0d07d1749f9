package io.tollgate.gateway.routing.breaker;

import java.util.Arrays;

/** How many of the calls of the last seconds failed, in ten slices. Thread-safe. */
final class RecentCalls {

    private static final int SLICES = 10;

    private final long sliceMillis;
    private final int[] calls = new int[SLICES];
    private final int[] failures = new int[SLICES];
    private final long[] numbers = new long[SLICES];

    RecentCalls(int windowSeconds) {
        sliceMillis = windowSeconds * 1_000L / SLICES;
        Arrays.fill(numbers, Long.MIN_VALUE);
    }

    synchronized void count(boolean failed, long nowMillis) {
        long number = Math.floorDiv(nowMillis, sliceMillis);
        int slot = Math.floorMod(number, SLICES);
        if (numbers[slot] != number) {
            numbers[slot] = number;
            calls[slot] = 0;
            failures[slot] = 0;
        }
        calls[slot]++;
        if (failed) {
            failures[slot]++;
        }
    }

    /** Whether there were as many calls and as many in a hundred of them failed. */
    synchronized boolean areBad(int leastCalls, int failurePercent, long nowMillis) {
        long oldest = Math.floorDiv(nowMillis, sliceMillis) - SLICES + 1;
        long all = 0;
        long failed = 0;
        for (int slot = 0; slot < SLICES; slot++) {
            if (numbers[slot] >= oldest) {
                all += calls[slot];
                failed += failures[slot];
            }
        }
        return all >= leastCalls && failed * 100 >= all * failurePercent;
    }
}
