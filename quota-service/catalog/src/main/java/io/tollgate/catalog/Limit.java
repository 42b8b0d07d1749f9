package io.tollgate.catalog;

import static io.tollgate.catalog.InvalidCatalogException.present;
import static io.tollgate.catalog.InvalidCatalogException.require;

/**
 * A rate that a tenant or a key may not exceed, as a token bucket.
 *
 * <p>The bucket holds at most {@code burst} and refills continuously with {@code perMinute}. Over any 60 seconds at most
 * {@code perMinute + burst} is let through.
 *
 * @param kind what is counted
 * @param perMinute the refill per minute, 1 to {@link #MOST_PER_MINUTE}
 * @param burst what the bucket holds when full, 1 to {@link #MOST_PER_MINUTE}; a request that needs more can never pass
 */
public record Limit(LimitKind kind, long perMinute, long burst) {

    /** Above this the ledger's integer arithmetic would leave the range that Lua numbers hold exactly. */
    public static final long MOST_PER_MINUTE = 100_000_000_000L;

    public Limit {
        present(kind, "kind");
        require(perMinute >= 1 && perMinute <= MOST_PER_MINUTE, "perMinute", "must be 1 to " + MOST_PER_MINUTE);
        require(burst >= 1 && burst <= MOST_PER_MINUTE, "burst", "must be 1 to " + MOST_PER_MINUTE);
    }

    /** A limit whose bucket holds one minute's worth, which is what applies when no burst is given. */
    public static Limit of(LimitKind kind, long perMinute) {
        return new Limit(kind, perMinute, perMinute);
    }
}
