package io.tollgate.catalog.routing;

import static io.tollgate.catalog.rules.InvalidCatalogException.require;

import java.util.Optional;

/**
 * What a route does to get an answer.
 *
 * @param mostAttempts calls to deployments for one request, hedges included; a deployment that was known to have no room
 *     was not called
 * @param retryPercent of a route's recent requests that may be tried again after a failure; what a backend refused for
 *     want of room is no failure. 0 forbids it
 * @param deadlines how long it may take
 * @param hedging whether a slow attempt gets company
 * @param leaving what becomes of a call whose caller has left
 */
public record AttemptPolicy(
        int mostAttempts, int retryPercent, Deadlines deadlines, Optional<Hedging> hedging, Leaving leaving) {

    private static final int MOST_ATTEMPTS = 20;

    /** What applies when a route says nothing. */
    public static final AttemptPolicy DEFAULT = new AttemptPolicy(6, 50, Deadlines.DEFAULT, Optional.empty());

    public AttemptPolicy {
        require(mostAttempts >= 1 && mostAttempts <= MOST_ATTEMPTS, "mostAttempts", "must be 1 to " + MOST_ATTEMPTS);
        require(retryPercent >= 0 && retryPercent <= 100, "retryPercent", "must be 0 to 100");
        deadlines = deadlines == null ? Deadlines.DEFAULT : deadlines;
        hedging = hedging == null ? Optional.empty() : hedging;
        leaving = leaving == null ? Leaving.DEFAULT : leaving;
    }

    /** With the usual for calls whose callers have left. */
    public AttemptPolicy(int mostAttempts, int retryPercent, Deadlines deadlines, Optional<Hedging> hedging) {
        this(mostAttempts, retryPercent, deadlines, hedging, Leaving.DEFAULT);
    }
}
