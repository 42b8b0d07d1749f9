package io.tollgate.catalog.routing;

import static io.tollgate.catalog.rules.InvalidCatalogException.require;

/**
 * A second attempt beside a slow first one; the one that answers first serves the request, the other is given up.
 *
 * @param mostPercent of a route's requests that may be hedged, 1 to 100
 * @param leastDelayMillis a first attempt is never thought slow before this, however fast its deployment usually is
 */
public record Hedging(int mostPercent, long leastDelayMillis) {

    private static final long MOST_DELAY_MILLIS = 3_600_000;

    public Hedging {
        require(mostPercent >= 1 && mostPercent <= 100, "mostPercent", "must be 1 to 100");
        require(
                leastDelayMillis >= 1 && leastDelayMillis <= MOST_DELAY_MILLIS,
                "leastDelayMillis",
                "must be 1 to " + MOST_DELAY_MILLIS);
    }
}
