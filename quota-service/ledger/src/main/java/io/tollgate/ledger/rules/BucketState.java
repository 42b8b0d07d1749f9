package io.tollgate.ledger.rules;

import io.tollgate.ledger.Bucket;
import java.util.List;

/**
 * What a bucket held at a moment, under the rule of the command that wrote it.
 *
 * @param units the level in {@linkplain BucketRules#UNITS_PER_TOKEN units}, negative in debt; tokens that are leased and
 *     not yet used are part of it
 * @param atMillis the moment, store time
 * @param rule the rule by which the level was computed last
 * @param leased tokens outstanding in leases
 * @param mark the number of the next charge; grows with each, and no other bucket of this name ever had it
 * @param lows the least room that later charges found, by {@link Lows}
 */
public record BucketState(long units, long atMillis, Bucket rule, long leased, long mark, List<Lows.Low> lows)
        implements AllowanceState {
    public BucketState {
        lows = List.copyOf(lows);
    }

    BucketState withUnits(long changed) {
        return new BucketState(changed, atMillis, rule, leased, mark, lows);
    }

    BucketState lease(long tokens) {
        return new BucketState(units, atMillis, rule, leased + tokens, mark, lows);
    }
}
