package io.tollgate.ledger.rules;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.PeriodQuota;
import io.tollgate.ledger.ReserveResult.Cause;
import io.tollgate.ledger.Slots;

/**
 * What a store says of one allowance; from here on, all stores share one arithmetic.
 *
 * @param available what can be taken: of a bucket in {@linkplain BucketRules#UNITS_PER_TOKEN units}, else whole
 * @param held of a quota, what is held by what is open; else 0
 * @param restMillis of a quota, until the period ends; else 0
 */
public record Reading(long available, long held, long restMillis) {

    /** Longer than anything that ever ends. */
    static final long NEVER = Long.MAX_VALUE;

    /** Of a bucket with so many units available. */
    public static Reading ofBucket(long units) {
        return new Reading(units, 0, 0);
    }

    /** Of slots of which so many are held. */
    public static Reading ofSlots(Slots rule, long held) {
        return new Reading(rule.most() - held, 0, 0);
    }

    /** Of a quota in a period with {@code restMillis} to go. */
    public static Reading ofQuota(PeriodQuota rule, long consumed, long held, long restMillis) {
        return new Reading(rule.amount() - consumed - held, held, restMillis);
    }

    /** What a caller is told. */
    public Level level(Allowance allowance) {
        return switch (allowance) {
            case Bucket rule ->
                new Level(
                        rule,
                        Math.floorDiv(available, BucketRules.UNITS_PER_TOKEN),
                        BucketRules.millisUntil(available, rule, rule.capacity()));
            case Slots rule -> new Level(rule, available, 0);
            case PeriodQuota rule -> new Level(rule, available, restMillis);
        };
    }

    boolean has(Allowance allowance, long amount) {
        return available >= (allowance instanceof Bucket ? amount * BucketRules.UNITS_PER_TOKEN : amount);
    }

    /** What has to happen before {@link #has}. */
    Cause cause(Allowance allowance, long amount) {
        return switch (allowance) {
            case Bucket rule -> Cause.RATE;
            case Slots rule -> Cause.IN_FLIGHT;
            case PeriodQuota rule -> available + held < amount ? Cause.PERIOD : Cause.IN_FLIGHT;
        };
    }

    /** How long until {@link #has}: exact; 0 when it has, or when only what is in flight is in the way. */
    long wait(Allowance allowance, long amount) {
        if (has(allowance, amount)) {
            return 0;
        }
        if (amount > allowance.capacity()) {
            return NEVER;
        }
        return switch (cause(allowance, amount)) {
            case RATE -> BucketRules.millisUntil(available, (Bucket) allowance, amount);
            case PERIOD -> restMillis;
            case IN_FLIGHT -> 0;
        };
    }
}
