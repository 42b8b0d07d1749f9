package io.tollgate.ledger.rules;

import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.BucketLevel;

/**
 * The arithmetic of one bucket, in integers and without a remainder. A level counts in units of 1/60000 of a token, so
 * that {@code elapsedMillis * perMinute} is the refill exactly. Every value and every difference of two values stays
 * below 2^53, the integers that a Lua number holds: a full bucket has at most 6e15 units, the deepest debt is 3e15.
 */
public final class BucketRules {

    /** Units in one token. */
    public static final long UNITS_PER_TOKEN = 60_000;

    /** In tokens. Beyond this, debt is no longer counted; no refill could ever pay it. */
    public static final long DEEPEST_DEBT = Bucket.MOST / 2;

    private BucketRules() {}

    /**
     * The bucket at {@code nowMillis} under {@code rule}. An unknown bucket is full. When the clock has gone backwards
     * nothing is refilled and nothing is lost: refill resumes when time passes the moment of the state.
     *
     * @param state what is known, or null
     */
    public static BucketState refill(BucketState state, Bucket rule, long nowMillis) {
        long full = full(rule);
        if (state == null) {
            return new BucketState(full, nowMillis, rule);
        }
        long elapsed = Math.max(0, nowMillis - state.atMillis());
        boolean filled = elapsed >= millisToGain(full - state.units(), rule);
        long units = filled ? full : state.units() + elapsed * rule.perMinute();
        return new BucketState(units, state.atMillis() + elapsed, rule);
    }

    /** The state after taking {@code tokens}; negative gives back. Neither above full nor below the deepest debt. */
    public static BucketState take(BucketState state, long tokens) {
        long units = state.units() - tokens * UNITS_PER_TOKEN;
        long clamped = Math.clamp(units, -DEEPEST_DEBT * UNITS_PER_TOKEN, full(state.rule()));
        return new BucketState(clamped, state.atMillis(), state.rule());
    }

    /** Whether {@code tokens} can be taken without going into debt. */
    public static boolean holds(BucketState state, long tokens) {
        return state.units() >= tokens * UNITS_PER_TOKEN;
    }

    /** How long until {@code tokens} can be taken if nothing else is: exact, rounded up to a millisecond, 0 if now. */
    public static long millisUntil(long units, Bucket rule, long tokens) {
        return millisToGain(tokens * UNITS_PER_TOKEN - units, rule);
    }

    /** What a caller is told about {@code units}. */
    public static BucketLevel level(Bucket rule, long units) {
        return new BucketLevel(rule, Math.floorDiv(units, UNITS_PER_TOKEN), millisUntil(units, rule, rule.capacity()));
    }

    private static long full(Bucket rule) {
        return rule.capacity() * UNITS_PER_TOKEN;
    }

    private static long millisToGain(long units, Bucket rule) {
        return units <= 0 ? 0 : Math.ceilDiv(units, rule.perMinute());
    }
}
