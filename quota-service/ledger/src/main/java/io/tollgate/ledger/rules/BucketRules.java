package io.tollgate.ledger.rules;

import io.tollgate.ledger.Bucket;
import java.util.List;

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

    /**
     * A new bucket counts its charges from the time, in microseconds. Nobody writes a million times a second, so the marks of
     * a bucket that had the name before and was forgotten are all below.
     */
    private static final long MARKS_PER_MILLI = 1_000;

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
            return new BucketState(full, nowMillis, rule, 0, nowMillis * MARKS_PER_MILLI, List.of());
        }
        long elapsed = Math.max(0, nowMillis - state.atMillis());
        boolean filled = elapsed >= millisToGain(full - state.units(), rule);
        long units = filled ? full : state.units() + elapsed * rule.perMinute();
        return new BucketState(units, state.atMillis() + elapsed, rule, state.leased(), state.mark(), state.lows());
    }

    /** The state after taking {@code tokens}, into debt if need be, but not below the deepest. */
    public static BucketState charge(BucketState state, long tokens) {
        return lower(state, state.units() - tokens * UNITS_PER_TOKEN);
    }

    private static BucketState lower(BucketState state, long units) {
        return new BucketState(
                Math.max(-DEEPEST_DEBT * UNITS_PER_TOKEN, units),
                state.atMillis(),
                state.rule(),
                state.leased(),
                state.mark() + 1,
                Lows.push(state.lows(), state.mark(), room(state)));
    }

    /**
     * The state after giving back {@code tokens} of a charge after which the mark was {@code mark}: as if they had not been
     * taken then. A bucket that has been full meanwhile, or would have been, gains only what has found room all the time.
     */
    public static BucketState refund(BucketState state, long mark, long tokens) {
        long room = Lows.leastSince(state.lows(), mark, room(state));
        long back = Math.min(tokens * UNITS_PER_TOKEN, room);
        return back == 0
                ? state
                : new BucketState(
                        state.units() + back,
                        state.atMillis(),
                        state.rule(),
                        state.leased(),
                        state.mark(),
                        Lows.raise(state.lows(), mark, back));
    }

    /** The state with what is available moved into the range, and not above full. */
    static BucketState adjust(BucketState state, long lowest, long highest) {
        long leased = state.leased() * UNITS_PER_TOKEN;
        long available = state.units() - leased;
        if (available < lowest * UNITS_PER_TOKEN) {
            return state.withUnits(Math.clamp(lowest * UNITS_PER_TOKEN + leased, state.units(), full(state.rule())));
        }
        return available > highest * UNITS_PER_TOKEN ? lower(state, highest * UNITS_PER_TOKEN + leased) : state;
    }

    /** What can be taken now, in units. */
    public static long available(BucketState state) {
        return state.units() - state.leased() * UNITS_PER_TOKEN;
    }

    /** Whether {@code tokens} can be taken without going into debt. */
    public static boolean holds(BucketState state, long tokens) {
        return available(state) >= tokens * UNITS_PER_TOKEN;
    }

    /** How long until {@code tokens} can be taken if nothing else is: exact, rounded up to a millisecond, 0 if now. */
    public static long millisUntil(long units, Bucket rule, long tokens) {
        return millisToGain(tokens * UNITS_PER_TOKEN - units, rule);
    }

    private static long room(BucketState state) {
        return full(state.rule()) - state.units();
    }

    private static long full(Bucket rule) {
        return rule.capacity() * UNITS_PER_TOKEN;
    }

    private static long millisToGain(long units, Bucket rule) {
        return units <= 0 ? 0 : Math.ceilDiv(units, rule.perMinute());
    }
}
