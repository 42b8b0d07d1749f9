package io.tollgate.bench.load;

/**
 * When requests are to be sent: evenly spaced, decided before the first one.
 *
 * @param startNanos when the first is due, on the generator's clock
 * @param ratePerSecond at least 1
 * @param arrivals how many there are, at least 1
 */
public record ArrivalSchedule(long startNanos, long ratePerSecond, long arrivals) {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    public ArrivalSchedule {
        if (ratePerSecond < 1 || arrivals < 1) {
            throw new IllegalArgumentException("rate and arrivals must be at least 1");
        }
    }

    /** As many arrivals as fit into {@code seconds} from {@code startNanos} on. */
    public static ArrivalSchedule lasting(long startNanos, long ratePerSecond, long seconds) {
        return new ArrivalSchedule(startNanos, ratePerSecond, Math.multiplyExact(ratePerSecond, seconds));
    }

    /** When the arrival of this index, from 0, is due. No rounding adds up over the run. */
    public long dueNanos(long index) {
        long wholeSeconds = index / ratePerSecond;
        long rest = index % ratePerSecond;
        return startNanos + wholeSeconds * NANOS_PER_SECOND + rest * NANOS_PER_SECOND / ratePerSecond;
    }
}
