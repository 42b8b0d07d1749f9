package io.tollgate.ledger.rules;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.PeriodQuota;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.Slots;
import io.tollgate.ledger.rules.Account.Hold;
import io.tollgate.ledger.rules.Account.Kind;
import io.tollgate.ledger.rules.Account.Open;
import java.util.HashMap;
import java.util.Map;

/** An account while one command works on it. */
final class Draft {

    final long nowMillis;
    final Map<ReservationId, Open> open;
    private final Map<String, AllowanceState> states;

    Draft(Account before, long nowMillis) {
        this.nowMillis = nowMillis;
        this.open = new HashMap<>(before.open());
        this.states = new HashMap<>(before.states());
    }

    Account done() {
        return new Account(states, open);
    }

    /** What is open under the id and of that kind, or null. */
    Open open(ReservationId id, Kind kind) {
        Open found = open.get(id);
        return found != null && found.kind() == kind ? found : null;
    }

    BucketState bucket(Bucket rule) {
        return BucketRules.refill(storedBucket(rule.id()), rule, nowMillis);
    }

    QuotaState quota(PeriodQuota rule) {
        return QuotaState.at(states.get(rule.id()) instanceof QuotaState stored ? stored : null, rule, nowMillis);
    }

    SlotsState slots(String id) {
        return states.get(id) instanceof SlotsState stored ? stored : SlotsState.FREE;
    }

    /** The bucket by the rule it was written under, or null. */
    BucketState knownBucket(String id) {
        BucketState stored = storedBucket(id);
        return stored == null ? null : BucketRules.refill(stored, stored.rule(), nowMillis);
    }

    /** The quota if it is, as far as is known, still in the period of the hold, else null. */
    QuotaState quotaOf(String id, Hold hold) {
        return states.get(id) instanceof QuotaState stored && stored.endsAtMillis() == hold.mark() ? stored : null;
    }

    void put(String id, AllowanceState state) {
        states.put(id, state);
    }

    void freeSlots(String id, long amount) {
        if (states.get(id) instanceof SlotsState stored) {
            states.put(id, stored.giveBack(amount));
        }
    }

    /** Takes what is there or not; slots are not touched. */
    void charge(Allowance allowance, long amount) {
        switch (allowance) {
            case Bucket rule -> put(rule.id(), BucketRules.charge(bucket(rule), amount));
            case PeriodQuota rule -> put(rule.id(), quota(rule).consume(amount));
            case Slots none -> {}
        }
    }

    /** Takes and holds; returns what the reservation has then. */
    Hold hold(Allowance allowance, long amount) {
        return switch (allowance) {
            case Bucket rule -> {
                BucketState after = BucketRules.charge(bucket(rule), amount);
                put(rule.id(), after);
                yield new Hold(Hold.Of.BUCKET, amount, after.mark());
            }
            case PeriodQuota rule -> {
                QuotaState after = quota(rule).hold(amount);
                put(rule.id(), after);
                yield new Hold(Hold.Of.QUOTA, amount, after.endsAtMillis());
            }
            case Slots rule -> {
                put(rule.id(), slots(rule.id()).take(amount));
                yield new Hold(Hold.Of.SLOTS, amount, 0);
            }
        };
    }

    Reading reading(Allowance allowance) {
        return switch (allowance) {
            case Bucket rule -> Reading.ofBucket(BucketRules.available(bucket(rule)));
            case Slots rule -> Reading.ofSlots(rule, slots(rule.id()).held());
            case PeriodQuota rule -> {
                QuotaState quota = quota(rule);
                yield Reading.ofQuota(rule, quota.consumed(), quota.held(), quota.endsAtMillis() - nowMillis);
            }
        };
    }

    Level level(Allowance allowance) {
        return reading(allowance).level(allowance);
    }

    private BucketState storedBucket(String id) {
        return states.get(id) instanceof BucketState stored ? stored : null;
    }
}
