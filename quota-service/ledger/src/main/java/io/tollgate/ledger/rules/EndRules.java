package io.tollgate.ledger.rules;

import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Ledger.EndResult;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.Usage;
import io.tollgate.ledger.rules.Account.Hold;
import io.tollgate.ledger.rules.Account.Kind;
import io.tollgate.ledger.rules.Account.Open;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The commands that end a reservation. */
public final class EndRules {

    /** The most that one expire ends. */
    public static final int MOST_EXPIRED = 1_000;

    private static final Comparator<Map.Entry<ReservationId, Open>> OLDEST_FIRST = Comparator.comparingLong(
                    (Map.Entry<ReservationId, Open> entry) -> entry.getValue().deadlineMillis())
            .thenComparing(entry -> entry.getKey().value());

    private EndRules() {}

    public static Step<EndResult> settle(Account before, long nowMillis, ReservationId id, List<Usage> used) {
        Draft draft = new Draft(before, nowMillis);
        Open ending = draft.open(id, Kind.RESERVATION);
        if (ending == null) {
            return new Step<>(before, EndResult.ALREADY_ENDED);
        }
        Map<String, Hold> unnamed = new HashMap<>(ending.holds());
        for (Usage usage : used) {
            Hold hold = unnamed.remove(usage.allowance().id());
            if (hold == null) {
                draft.charge(usage.allowance(), usage.amount());
            } else {
                settle(draft, hold, usage);
            }
        }
        unnamed.forEach((allowance, hold) -> keep(draft, allowance, hold));
        draft.open.remove(id);
        return new Step<>(draft.done(), EndResult.ENDED);
    }

    private static void settle(Draft draft, Hold hold, Usage usage) {
        String id = usage.allowance().id();
        switch (hold.of()) {
            case LEFT_OUT -> {}
            case SLOTS -> draft.freeSlots(id, hold.amount());
            case BUCKET -> {
                if (usage.allowance() instanceof Bucket rule) {
                    draft.put(id, settle(draft.bucket(rule), hold, usage.amount()));
                }
            }
            case QUOTA -> consume(draft, id, hold, usage.amount());
        }
    }

    private static BucketState settle(BucketState now, Hold hold, long used) {
        return used > hold.amount()
                ? BucketRules.charge(now, used - hold.amount())
                : BucketRules.refund(now, hold.mark(), hold.amount() - used);
    }

    private static void consume(Draft draft, String id, Hold hold, long used) {
        QuotaState quota = draft.quotaOf(id, hold);
        if (quota != null) {
            draft.put(id, quota.giveBack(hold.amount()).consume(used));
        }
    }

    /** What was reserved counts as used, as of an expired reservation. */
    static void keep(Draft draft, String id, Hold hold) {
        switch (hold.of()) {
            case LEFT_OUT, BUCKET -> {}
            case SLOTS -> draft.freeSlots(id, hold.amount());
            case QUOTA -> consume(draft, id, hold, hold.amount());
        }
    }

    public static Step<EndResult> release(Account before, long nowMillis, ReservationId id) {
        Draft draft = new Draft(before, nowMillis);
        Open ending = draft.open(id, Kind.RESERVATION);
        if (ending == null) {
            return new Step<>(before, EndResult.ALREADY_ENDED);
        }
        ending.holds().forEach((allowance, hold) -> giveBack(draft, allowance, hold));
        draft.open.remove(id);
        return new Step<>(draft.done(), EndResult.ENDED);
    }

    private static void giveBack(Draft draft, String id, Hold hold) {
        switch (hold.of()) {
            case LEFT_OUT -> {}
            case SLOTS -> draft.freeSlots(id, hold.amount());
            case BUCKET -> {
                BucketState known = draft.knownBucket(id);
                if (known != null) {
                    draft.put(id, BucketRules.refund(known, hold.mark(), hold.amount()));
                }
            }
            case QUOTA -> consume(draft, id, hold, 0);
        }
    }

    /** Returns {@code most} or {@link #MOST_EXPIRED}; throws IllegalArgumentException when it is negative. */
    public static int boundedExpiry(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("most must be 0 or more");
        }
        return Math.min(most, MOST_EXPIRED);
    }

    public static Step<List<ReservationId>> expire(Account before, long nowMillis, int most) {
        List<Map.Entry<ReservationId, Open>> overdue = before.open().entrySet().stream()
                .filter(entry -> entry.getValue().deadlineMillis() <= nowMillis)
                .sorted(OLDEST_FIRST)
                .limit(boundedExpiry(most))
                .toList();
        if (overdue.isEmpty()) {
            return new Step<>(before, List.of());
        }
        Draft draft = new Draft(before, nowMillis);
        for (Map.Entry<ReservationId, Open> entry : overdue) {
            end(draft, entry.getValue());
            draft.open.remove(entry.getKey());
        }
        List<ReservationId> ended = overdue.stream()
                .filter(entry -> entry.getValue().kind() != Kind.CHARGE)
                .map(Map.Entry::getKey)
                .toList();
        return new Step<>(draft.done(), ended);
    }

    private static void end(Draft draft, Open overdue) {
        if (overdue.kind() == Kind.LEASE) {
            overdue.holds().forEach((id, hold) -> LeaseRules.forfeit(draft, id, hold));
        } else {
            overdue.holds().forEach((id, hold) -> EndRules.keep(draft, id, hold));
        }
    }
}
