package io.tollgate.ledger.rules;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Ledger.AccountState;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.rules.Account.Open;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The commands that take nothing. */
public final class AccountRules {

    /** So that no window of a minute reaches behind what is forgotten. */
    private static final long FORGOTTEN_AFTER_MILLIS = 60_000;

    private static final int MOST_INSPECTED = 1_000;

    private AccountRules() {}

    /** Returns {@code allowances}; throws IllegalArgumentException when there are more than one inspection reads. */
    public static List<Allowance> boundedInspection(List<? extends Allowance> allowances) {
        if (allowances.size() > MOST_INSPECTED) {
            throw new IllegalArgumentException("at most " + MOST_INSPECTED + " allowances");
        }
        return List.copyOf(allowances);
    }

    public static AccountState inspect(Account account, long nowMillis, List<Allowance> allowances) {
        Draft draft = new Draft(account, nowMillis);
        long next = account.open().values().stream()
                .mapToLong(Account.Open::deadlineMillis)
                .min()
                .orElse(nowMillis);
        return new AccountState(
                allowances.stream().map(draft::level).toList(),
                count(account, Account.Kind.RESERVATION),
                count(account, Account.Kind.LEASE),
                next - nowMillis);
    }

    private static long count(Account account, Account.Kind kind) {
        return account.open().values().stream()
                .filter(open -> open.kind() == kind)
                .count();
    }

    /** Throws IllegalArgumentException unless the two are a range that a level can be moved into. */
    public static void requireRange(long lowest, long highest) {
        if (lowest > highest || lowest < -BucketRules.DEEPEST_DEBT || highest > Bucket.MOST) {
            throw new IllegalArgumentException("lowest and highest must be a range of levels");
        }
    }

    public static Step<Level> adjust(Account before, long nowMillis, Bucket bucket, long lowest, long highest) {
        Draft draft = new Draft(before, nowMillis);
        BucketState now = draft.bucket(bucket);
        BucketState after = BucketRules.adjust(now, lowest, highest);
        if (!after.equals(now)) {
            draft.put(bucket.id(), after);
        }
        return new Step<>(draft.done(), draft.level(bucket));
    }

    public static Step<Integer> extend(Account before, long nowMillis, List<ReservationId> ids, Duration timeToLive) {
        Draft draft = new Draft(before, nowMillis);
        long deadline = nowMillis + Reservation.requireTimeToLive(timeToLive).toMillis();
        int found = 0;
        for (ReservationId id : ids) {
            Open extended = draft.open.computeIfPresent(id, (key, was) -> was.until(deadline));
            found += extended == null ? 0 : 1;
        }
        return new Step<>(draft.done(), found);
    }

    /**
     * Ends what is overdue, and forgets what need not be known any more, since an allowance that is not known is the same: a bucket that
     * has been full for a minute, free slots, a period that has been over for a minute.
     */
    public static Step<List<ReservationId>> sweep(Account before, long nowMillis, int most) {
        Step<List<ReservationId>> ended = EndRules.expire(before, nowMillis, most);
        Map<String, AllowanceState> kept = new HashMap<>(ended.after().states());
        kept.values().removeIf(state -> meansNothing(state, nowMillis));
        return new Step<>(new Account(kept, ended.after().open()), ended.result());
    }

    private static boolean meansNothing(AllowanceState state, long nowMillis) {
        return switch (state) {
            case SlotsState slots -> slots.held() == 0;
            case QuotaState quota -> quota.endsAtMillis() < nowMillis - FORGOTTEN_AFTER_MILLIS;
            case BucketState bucket -> bucket.leased() == 0 && hasBeenFull(bucket, nowMillis);
        };
    }

    private static boolean hasBeenFull(BucketState bucket, long nowMillis) {
        long elapsed = nowMillis - bucket.atMillis() - FORGOTTEN_AFTER_MILLIS;
        long missing = bucket.rule().capacity() * BucketRules.UNITS_PER_TOKEN - bucket.units();
        return elapsed > 0 && elapsed > Math.floorDiv(missing, bucket.rule().perMinute());
    }
}
