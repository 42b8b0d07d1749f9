package io.tollgate.catalog.routing;

import static io.tollgate.catalog.rules.InvalidCatalogException.require;

/**
 * What becomes of calls whose callers have left. An answer in one piece is always read to its end, within the bounds here.
 *
 * @param streams what becomes of a stream
 * @param maxDrainMillis how long such a call is read for at most
 * @param maxDrainBytes how much is read of it at most
 * @param maxDrains how many of the route are read at once on each node; 0 for none
 * @param samplePercent of the streams that would be given up, how many are read to their end all the same
 */
public record Leaving(OnLeave streams, long maxDrainMillis, long maxDrainBytes, int maxDrains, int samplePercent) {

    private static final long MAX_MILLIS = 3_600_000;
    private static final long MAX_BYTES = 1L << 30;
    private static final int MAX_DRAINS = 10_000;

    /** What applies when a route says nothing. */
    public static final Leaving DEFAULT = new Leaving(OnLeave.CANCEL, 60_000, 4L << 20, 64, 1);

    public Leaving {
        streams = streams == null ? OnLeave.CANCEL : streams;
        require(maxDrainMillis >= 1 && maxDrainMillis <= MAX_MILLIS, "maxDrainMillis", "must be 1 to " + MAX_MILLIS);
        require(maxDrainBytes >= 1 && maxDrainBytes <= MAX_BYTES, "maxDrainBytes", "must be 1 to " + MAX_BYTES);
        require(maxDrains >= 0 && maxDrains <= MAX_DRAINS, "maxDrains", "must be 0 to " + MAX_DRAINS);
        require(samplePercent >= 0 && samplePercent <= 100, "samplePercent", "must be 0 to 100");
    }
}
