package io.tollgate.ledger.rules;

import io.tollgate.ledger.AccountState;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.BucketLevel;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.EndResult;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.Usage;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every command of the {@link io.tollgate.ledger.Ledger} as a function of an account's state and the time. */
public final class AccountRules {

    /** How many overdue reservations a reserve ends on the way. */
    public static final int EXPIRED_BY_RESERVE = 8;

    /** The most that one expire ends. */
    public static final int MOST_EXPIRED = 1_000;

    private static final int MOST_INSPECTED = 1_000;

    private AccountRules() {}

    public static Step<ReserveResult> reserve(Account before, long nowMillis, Reservation reservation) {
        Account swept = expire(before, nowMillis, EXPIRED_BY_RESERVE).after();
        List<Debit> debits = reservation.debits();
        List<BucketState> now = debits.stream()
                .map(debit -> at(swept, debit.bucket(), nowMillis))
                .toList();
        if (swept.open().containsKey(reservation.id())) {
            return new Step<>(swept, ReserveResults.granted(debits, units(now)));
        }
        if (debits.stream().anyMatch(debit -> debit.amount() > debit.bucket().capacity())) {
            return new Step<>(swept, ReserveResults.neverFits(debits, units(now)));
        }
        Map<String, BucketState> buckets = new HashMap<>(swept.buckets());
        Map<String, Long> reserved = new HashMap<>();
        for (int i = 0; i < debits.size(); i++) {
            Debit debit = debits.get(i);
            if (!BucketRules.holds(now.get(i), debit.amount())) {
                return new Step<>(swept, ReserveResults.denied(debits, units(now)));
            }
            buckets.put(debit.bucket().id(), BucketRules.take(now.get(i), debit.amount()));
            reserved.put(debit.bucket().id(), debit.amount());
        }
        Map<ReservationId, Account.Open> open = new HashMap<>(swept.open());
        open.put(
                reservation.id(),
                new Account.Open(nowMillis + reservation.timeToLive().toMillis(), reserved));
        List<BucketState> taken =
                debits.stream().map(debit -> buckets.get(debit.bucket().id())).toList();
        return new Step<>(new Account(buckets, open), ReserveResults.granted(debits, units(taken)));
    }

    public static Step<EndResult> settle(Account before, long nowMillis, ReservationId id, List<Usage> used) {
        Account.Open ending = before.open().get(id);
        if (ending == null) {
            return new Step<>(before, EndResult.ALREADY_ENDED);
        }
        Map<String, BucketState> buckets = new HashMap<>(before.buckets());
        for (Usage usage : used) {
            String bucket = usage.bucket().id();
            long more = usage.amount() - ending.reserved().getOrDefault(bucket, 0L);
            buckets.put(bucket, BucketRules.take(at(before, usage.bucket(), nowMillis), more));
        }
        return new Step<>(new Account(buckets, without(before, List.of(id))), EndResult.ENDED);
    }

    public static Step<EndResult> release(Account before, long nowMillis, ReservationId id) {
        Account.Open ending = before.open().get(id);
        if (ending == null) {
            return new Step<>(before, EndResult.ALREADY_ENDED);
        }
        Map<String, BucketState> buckets = new HashMap<>(before.buckets());
        ending.reserved()
                .forEach((bucket, tokens) -> buckets.computeIfPresent(
                        bucket,
                        (key, state) -> BucketRules.take(BucketRules.refill(state, state.rule(), nowMillis), -tokens)));
        return new Step<>(new Account(buckets, without(before, List.of(id))), EndResult.ENDED);
    }

    public static Step<Integer> extend(Account before, long nowMillis, List<ReservationId> ids, Duration timeToLive) {
        Map<ReservationId, Account.Open> open = new HashMap<>(before.open());
        int found = 0;
        for (ReservationId id : ids) {
            Account.Open extended = open.computeIfPresent(
                    id, (key, was) -> new Account.Open(nowMillis + timeToLive.toMillis(), was.reserved()));
            found += extended == null ? 0 : 1;
        }
        return new Step<>(new Account(before.buckets(), open), found);
    }

    /** Returns {@code most} or {@link #MOST_EXPIRED}; throws IllegalArgumentException when it is negative. */
    public static int boundedExpiry(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("most must be 0 or more");
        }
        return Math.min(most, MOST_EXPIRED);
    }

    public static Step<List<ReservationId>> expire(Account before, long nowMillis, int most) {
        List<ReservationId> overdue = before.open().entrySet().stream()
                .filter(entry -> entry.getValue().deadlineMillis() <= nowMillis)
                .sorted(Comparator.comparingLong((Map.Entry<ReservationId, Account.Open> entry) ->
                                entry.getValue().deadlineMillis())
                        .thenComparing(entry -> entry.getKey().value()))
                .limit(boundedExpiry(most))
                .map(Map.Entry::getKey)
                .toList();
        return overdue.isEmpty()
                ? new Step<>(before, overdue)
                : new Step<>(new Account(before.buckets(), without(before, overdue)), overdue);
    }

    /** Returns {@code buckets}; throws IllegalArgumentException when there are more than one inspection reads. */
    public static List<Bucket> boundedInspection(List<Bucket> buckets) {
        if (buckets.size() > MOST_INSPECTED) {
            throw new IllegalArgumentException("at most " + MOST_INSPECTED + " buckets");
        }
        return List.copyOf(buckets);
    }

    public static AccountState inspect(Account account, long nowMillis, List<Bucket> buckets) {
        List<BucketLevel> levels = buckets.stream()
                .map(bucket ->
                        BucketRules.level(bucket, at(account, bucket, nowMillis).units()))
                .toList();
        long next = account.open().values().stream()
                .mapToLong(Account.Open::deadlineMillis)
                .min()
                .orElse(nowMillis);
        return new AccountState(levels, account.open().size(), next - nowMillis);
    }

    private static BucketState at(Account account, Bucket rule, long nowMillis) {
        return BucketRules.refill(account.buckets().get(rule.id()), rule, nowMillis);
    }

    private static long[] units(List<BucketState> states) {
        return states.stream().mapToLong(BucketState::units).toArray();
    }

    private static Map<ReservationId, Account.Open> without(Account account, Collection<ReservationId> ended) {
        Map<ReservationId, Account.Open> open = new HashMap<>(account.open());
        ended.forEach(open::remove);
        return open;
    }
}
