package io.tollgate.catalog.backend;

import static io.tollgate.catalog.rules.InvalidCatalogException.require;

/**
 * When a deployment is left alone, by all nodes, and for how long. A refusal for want of room is honoured by itself and is no
 * failure.
 *
 * @param consecutiveFailures so many in a row open the breaker; time-outs are failures
 * @param failurePercent of the recent calls; as many failures open it as well
 * @param leastCalls fewer calls in the window are not judged by their percentage
 * @param windowSeconds how long a call is recent
 * @param openMillis how long it stays open before one call, of one node, tries again
 * @param mostRetryAfterMillis a backend that asks to be left alone for longer is tried again after this
 */
public record BreakerPolicy(
        int consecutiveFailures,
        int failurePercent,
        int leastCalls,
        int windowSeconds,
        long openMillis,
        long mostRetryAfterMillis) {

    /** What applies when nothing is said. */
    public static final BreakerPolicy DEFAULT = new BreakerPolicy(5, 50, 20, 10, 2_000, 60_000);

    private static final int MOST_CALLS = 1_000;
    private static final long DAY_MILLIS = 86_400_000;

    public BreakerPolicy {
        within(consecutiveFailures, 1, MOST_CALLS, "consecutiveFailures");
        within(failurePercent, 1, 100, "failurePercent");
        within(leastCalls, 1, MOST_CALLS, "leastCalls");
        within(windowSeconds, 1, 3_600, "windowSeconds");
        within(openMillis, 100, DAY_MILLIS, "openMillis");
        within(mostRetryAfterMillis, 100, DAY_MILLIS, "mostRetryAfterMillis");
    }

    private static void within(long value, long least, long most, String field) {
        require(value >= least && value <= most, field, "must be " + least + " to " + most);
    }
}
