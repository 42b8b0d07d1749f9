package io.tollgate.ledger.rules;

import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.LeaseRenewal;
import io.tollgate.ledger.LeaseRenewal.Part;
import io.tollgate.ledger.LeaseResult;
import io.tollgate.ledger.PeriodQuota;
import io.tollgate.ledger.Slots;
import io.tollgate.ledger.rules.Account.Hold;
import io.tollgate.ledger.rules.Account.Kind;
import io.tollgate.ledger.rules.Account.Open;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Blocks that a node hands out by itself. What is leased stays part of its bucket's level until it is used. */
public final class LeaseRules {

    private LeaseRules() {}

    public static Step<LeaseResult> renew(Account before, long nowMillis, LeaseRenewal renewal) {
        Draft draft = new Draft(before, nowMillis);
        Open known = before.open().get(renewal.id());
        if (known != null && known.kind() != Kind.LEASE) {
            return new Step<>(before, result(draft, renewal, Map.of(), true));
        }
        long deadline = nowMillis + renewal.timeToLive().toMillis();
        if (known != null && known.sequence() >= renewal.sequence()) {
            draft.open.put(renewal.id(), known.until(deadline));
            return new Step<>(draft.done(), result(draft, renewal, known.holds(), false));
        }
        boolean lost = known == null && renewal.sequence() > 1;
        Map<String, Hold> holds = new HashMap<>(known == null ? Map.of() : known.holds());
        for (Part part : renewal.parts()) {
            String id = part.allowance().id();
            Hold after = renew(draft, holds.remove(id), part, lost ? 0 : part.used());
            if (after.amount() > 0) {
                holds.put(id, after);
            }
        }
        boolean closed = holds.isEmpty() && renewal.parts().stream().allMatch(part -> part.wanted() == 0);
        if (closed) {
            draft.open.remove(renewal.id());
        } else {
            draft.open.put(renewal.id(), new Open(deadline, Kind.LEASE, renewal.sequence(), holds));
        }
        return new Step<>(draft.done(), result(draft, renewal, holds, lost));
    }

    private static Hold renew(Draft draft, Hold hold, Part part, long used) {
        return switch (part.allowance()) {
            case Bucket rule -> renewBucket(draft, rule, hold == null ? 0 : hold.amount(), part, used);
            case PeriodQuota rule -> renewQuota(draft, rule, hold, part, used);
            case Slots none -> throw new IllegalArgumentException("slots cannot be leased");
        };
    }

    private static Hold renewBucket(Draft draft, Bucket rule, long outstanding, Part part, long used) {
        long rest = Math.max(0, outstanding - used);
        BucketState now = draft.bucket(rule);
        BucketState charged = (used == 0 ? now : BucketRules.charge(now, used)).lease(rest - outstanding);
        boolean grows = part.wanted() <= rest || BucketRules.holds(charged, part.wanted() - rest + part.floor());
        long after = grows ? part.wanted() : rest;
        draft.put(rule.id(), charged.lease(after - rest));
        return new Hold(Hold.Of.BUCKET, after, 0);
    }

    /** What was outstanding of a period that is over is gone, and so is what was used of it. */
    private static Hold renewQuota(Draft draft, PeriodQuota rule, Hold hold, Part part, long used) {
        QuotaState now = draft.quota(rule);
        boolean over = hold != null && hold.mark() != now.endsAtMillis();
        long outstanding = hold == null || over ? 0 : hold.amount();
        long rest = Math.max(0, outstanding - used);
        QuotaState charged = now.giveBack(outstanding - rest).consume(over ? 0 : used);
        Reading reading = Reading.ofQuota(rule, charged.consumed(), charged.held(), 0);
        boolean grows = part.wanted() <= rest || reading.has(rule, part.wanted() - rest + part.floor());
        long after = grows ? part.wanted() : rest;
        draft.put(rule.id(), after > rest ? charged.hold(after - rest) : charged.giveBack(rest - after));
        return new Hold(Hold.Of.QUOTA, after, now.endsAtMillis());
    }

    private static LeaseResult result(Draft draft, LeaseRenewal renewal, Map<String, Hold> holds, boolean lost) {
        List<Long> outstanding = renewal.parts().stream()
                .map(part -> outstanding(draft, part, holds.get(part.allowance().id())))
                .toList();
        return new LeaseResult(
                outstanding,
                renewal.parts().stream()
                        .map(part -> draft.level(part.allowance()))
                        .toList(),
                lost);
    }

    private static long outstanding(Draft draft, Part part, Hold hold) {
        boolean over = hold == null
                || (part.allowance() instanceof PeriodQuota rule
                        && draft.quota(rule).endsAtMillis() != hold.mark());
        return over ? 0 : hold.amount();
    }

    /** A lease that nobody renewed: all of it counts as used. */
    static void forfeit(Draft draft, String id, Hold hold) {
        BucketState known = draft.knownBucket(id);
        if (hold.of() != Hold.Of.BUCKET) {
            EndRules.keep(draft, id, hold);
        } else if (known != null) {
            draft.put(id, BucketRules.charge(known, hold.amount()).lease(-hold.amount()));
        }
    }
}
