package io.tollgate.gateway.exchange.attempt;

import io.tollgate.events.Tokens;
import io.tollgate.gateway.exchange.broken.BrokenCall;
import io.tollgate.gateway.exchange.broken.Departure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The attempts of one request that have not come to anything yet: two at the most. */
final class Running {

    private final List<Attempt> attempts = new ArrayList<>(2);
    private boolean callerLeft;
    private Departure departure;
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

    /** The same, with what is to become of what is under way. */
    void callerLeft(Departure decided) {
        callerLeft = true;
        departure = decided;
        if (!decided.isDrained()) {
            giveUp();
        }
    }

    /** The first attempt that its backend may be working for. */
    Optional<Attempt> underWay() {
        return attempts.stream().filter(Attempt::isSent).findFirst();
    }

    /** What an attempt that comes to nothing has used. */
    Tokens used(AttemptStages stages, BrokenCall call) {
        return departure == null ? stages.givenUp(call) : departure.unreported(call, false);
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
