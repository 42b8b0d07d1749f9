package io.tollgate.simulator.journal;

import java.util.Map;

/**
 * What one tag drew from one deployment since the start or the last reset.
 *
 * @param deployment its name; empty for requests that named none
 * @param tag the caller's; {@code ~other} for those beyond the first thousand tags
 * @param requestsByStatus requests that ended, by status; 0 is no status sent
 * @param throttledRequests answered with 429, faults included
 * @param completed whole answers
 * @param interrupted answers that were cut by a fault or cancelled by the caller
 */
public record Counters(
        String deployment,
        String tag,
        Map<Integer, Long> requestsByStatus,
        long throttledRequests,
        Completed completed,
        Interrupted interrupted) {

    /** Whole answers and the tokens reported in them. */
    public record Completed(long requests, long promptTokens, long cachedTokens, long completionTokens) {}

    /** Broken answers and the tokens that had been produced; {@code cancelledRequests} of them by the caller. */
    public record Interrupted(long requests, long cancelledRequests, long promptTokens, long completionTokens) {}
}
