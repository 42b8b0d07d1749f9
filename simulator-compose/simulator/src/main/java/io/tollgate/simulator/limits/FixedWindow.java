package io.tollgate.simulator.limits;

/** A sum that starts anew with every window; windows are aligned to the clock. Not safe for many threads. */
final class FixedWindow {
    private long window = Long.MIN_VALUE;
    private long lengthMicros = 1;
    private long sum;

    /** What was added in the window of this length that {@code nowMicros} lies in. */
    long sumAt(long nowMicros, long windowLengthMicros) {
        long current = nowMicros / windowLengthMicros;
        if (current != window || windowLengthMicros != lengthMicros) {
            window = current;
            lengthMicros = windowLengthMicros;
            sum = 0;
        }
        return sum;
    }

    /** Adds to the window that {@link #sumAt} was last asked for. */
    void add(long amount) {
        sum += amount;
    }

    /** Until the window that {@code nowMicros} lies in ends. */
    static long microsLeft(long nowMicros, long windowLengthMicros) {
        return windowLengthMicros - nowMicros % windowLengthMicros;
    }
}
