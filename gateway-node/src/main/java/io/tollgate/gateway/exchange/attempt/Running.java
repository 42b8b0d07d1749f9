package io.tollgate.gateway.exchange.attempt;

import java.util.ArrayList;
import java.util.List;

/** The attempts of one request that have not come to anything yet: two at the most. */
final class Running {

    private final List<Attempt> attempts = new ArrayList<>(2);
    private boolean callerLeft;
    private int claims;

    void add(Attempt attempt) {
        attempts.add(attempt);
    }

    void remove(Attempt attempt) {
        attempts.remove(attempt);
    }

    /** Nobody waits for an answer any more. */
    void callerLeft() {
        callerLeft = true;
        giveUp();
    }

    boolean hasCallerLeft() {
        return callerLeft;
    }

    /** Gives up what is running. */
    void giveUp() {
        for (Attempt attempt : List.copyOf(attempts)) {
            attempt.giveUp(Attempt.CANCELLED);
        }
    }

    /** The number of the next claim for room. */
    int nextClaim() {
        claims++;
        return claims;
    }
}
