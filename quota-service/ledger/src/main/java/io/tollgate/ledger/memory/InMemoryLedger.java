package io.tollgate.ledger.memory;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.LeaseRenewal;
import io.tollgate.ledger.LeaseResult;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Ledger.AccountState;
import io.tollgate.ledger.Ledger.EndResult;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.Names;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.Usage;
import io.tollgate.ledger.rules.Account;
import io.tollgate.ledger.rules.AccountRules;
import io.tollgate.ledger.rules.EndRules;
import io.tollgate.ledger.rules.LeaseRules;
import io.tollgate.ledger.rules.ReserveRules;
import io.tollgate.ledger.rules.Step;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/**
 * A ledger in this process, on the clock it is given. Every stage is complete when it is returned. It copies an account's
 * state with every command and never forgets an account: for tests and simulations, not for a gateway. Thread-safe.
 */
public final class InMemoryLedger implements Ledger {

    private final InstantSource clock;
    private final Map<String, Account> accounts = new HashMap<>();

    public InMemoryLedger(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CompletionStage<ReserveResult> reserve(Reservation reservation) {
        return apply(reservation.account(), (account, now) -> ReserveRules.reserve(account, now, reservation));
    }

    @Override
    public CompletionStage<ReserveResult> preview(Reservation reservation) {
        return read(reservation.account(), (account, now) -> ReserveRules.preview(account, now, reservation));
    }

    @Override
    public CompletionStage<List<Level>> charge(Reservation reservation) {
        return apply(reservation.account(), (account, now) -> ReserveRules.charge(account, now, reservation));
    }

    @Override
    public CompletionStage<Boolean> raise(String account, ReservationId id, List<Usage> atLeast) {
        Usage.requireDistinct(atLeast);
        return apply(account, (before, now) -> ReserveRules.raise(before, now, id, atLeast));
    }

    @Override
    public CompletionStage<EndResult> settle(String account, ReservationId id, List<Usage> used) {
        Usage.requireDistinct(used);
        return apply(account, (before, now) -> EndRules.settle(before, now, id, used));
    }

    @Override
    public CompletionStage<EndResult> release(String account, ReservationId id) {
        return apply(account, (before, now) -> EndRules.release(before, now, id));
    }

    @Override
    public CompletionStage<Integer> extend(String account, List<ReservationId> ids, Duration timeToLive) {
        Reservation.requireTimeToLive(timeToLive);
        return apply(account, (before, now) -> AccountRules.extend(before, now, ids, timeToLive));
    }

    @Override
    public CompletionStage<LeaseResult> lease(LeaseRenewal renewal) {
        return apply(renewal.account(), (before, now) -> LeaseRules.renew(before, now, renewal));
    }

    @Override
    public CompletionStage<Level> adjust(String account, Bucket bucket, long lowest, long highest) {
        AccountRules.requireRange(lowest, highest);
        return apply(account, (before, now) -> AccountRules.adjust(before, now, bucket, lowest, highest));
    }

    @Override
    public CompletionStage<List<ReservationId>> expire(String account, int most) {
        return apply(account, (before, now) -> AccountRules.sweep(before, now, most));
    }

    @Override
    public CompletionStage<AccountState> inspect(String account, List<? extends Allowance> allowances) {
        List<Allowance> asked = AccountRules.boundedInspection(allowances);
        return read(account, (before, now) -> AccountRules.inspect(before, now, asked));
    }

    private <R> CompletionStage<R> read(String account, BiFunction<Account, Long, R> query) {
        return apply(account, (before, now) -> new Step<>(before, query.apply(before, now)));
    }

    private synchronized <R> CompletionStage<R> apply(String account, BiFunction<Account, Long, Step<R>> command) {
        Account before = accounts.getOrDefault(Names.requireAccount(account), Account.NEW);
        Step<R> step = command.apply(before, clock.millis());
        accounts.put(account, step.after());
        return CompletableFuture.completedFuture(step.result());
    }
}
