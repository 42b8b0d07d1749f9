package io.tollgate.gateway.exchange.attempt;

import io.tollgate.catalog.Route;

/**
 * What the attempts at one route have in common.
 *
 * @param log of the whole request
 * @param running of the whole request
 * @param endNanos when the request as a whole is out of time, by the stages' clock
 */
record Course(
        AttemptStages stages, AttemptRequest request, Route route, AttemptLog log, Running running, long endNanos) {

    private static final long NANOS_PER_MILLI = 1_000_000;

    boolean isLate() {
        return endNanos - stages.nanos() <= 0;
    }

    /** {@code millis} after {@code nanos}, but not after the end. */
    long deadline(long nanos, long millis) {
        return earlier(endNanos, nanos + millis * NANOS_PER_MILLI);
    }

    /** How long a connection may take from this moment on, 1 or more. */
    long connectMillis() {
        long leftMillis = (endNanos - stages.nanos()) / NANOS_PER_MILLI;
        return Math.clamp(leftMillis, 1, route.attempts().deadlines().connectMillis());
    }

    long millisSince(long nanos) {
        return (stages.nanos() - nanos) / NANOS_PER_MILLI;
    }

    static long earlier(long nanos, long otherNanos) {
        return nanos - otherNanos < 0 ? nanos : otherNanos;
    }
}
