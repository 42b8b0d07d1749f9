package io.tollgate.ledger.redis;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.LeaseRenewal;
import io.tollgate.ledger.LeaseRenewal.Part;
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
import io.tollgate.ledger.rules.AccountRules;
import io.tollgate.ledger.rules.EndRules;
import io.tollgate.ledger.rules.Reading;
import io.tollgate.ledger.rules.ReserveResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * The ledger that all nodes share. One script call per command (one per 500 ids for {@link #extend}). Thread-safe. While
 * Redis is away, frozen or overrun, every stage fails with {@code LedgerUnavailableException}: at once, or within the
 * response timeout of about 100 ms for the calls that find out.
 */
public final class RedisLedger implements Ledger {

    private static final int EXTENDED_AT_ONCE = 500;

    private final ScriptRunner runner;
    private final Script reserve;
    private final Script charge;
    private final Script raise;
    private final Script settle;
    private final Script release;
    private final Script extend;
    private final Script lease;
    private final Script adjust;
    private final Script expire;
    private final Script inspect;

    /**
     * @param connection whose owner closes it
     * @param nanoTime a monotonic clock in nanoseconds, such as {@code System::nanoTime}
     */
    public RedisLedger(RedisConnection connection, RedisLedgerConfig config, LongSupplier nanoTime) {
        this(new ScriptRunner(connection, config, nanoTime), UnaryOperator.identity());
    }

    /** For tests that put another clock in the scripts' text. */
    RedisLedger(ScriptRunner runner, UnaryOperator<String> rewrite) {
        this.runner = runner;
        this.reserve = Script.of(rewrite.apply(Script.load("reserve")));
        this.charge = Script.of(rewrite.apply(Script.load("charge")));
        this.raise = Script.of(rewrite.apply(Script.load("raise")));
        this.settle = Script.of(rewrite.apply(Script.load("settle")));
        this.release = Script.of(rewrite.apply(Script.load("release")));
        this.extend = Script.of(rewrite.apply(Script.load("extend")));
        this.lease = Script.of(rewrite.apply(Script.load("lease")));
        this.adjust = Script.of(rewrite.apply(Script.load("adjust")));
        this.expire = Script.of(rewrite.apply(Script.load("expire")));
        this.inspect = Script.of(rewrite.apply(Script.load("inspect")));
    }

    /**
     * Whether commands are sent to Redis at all; while not, each fails at once. Becomes true again, by a probe, within about
     * half a second of Redis answering again.
     */
    public boolean isAvailable() {
        return runner.isAvailable();
    }

    @Override
    public CompletionStage<ReserveResult> reserve(Reservation reservation) {
        Object[] args = debits(reservation, reservation.timeToLive());
        return runner.run(reserve, reservation.account(), args, reply -> reserveResult(reservation, reply));
    }

    @Override
    public CompletionStage<ReserveResult> preview(Reservation reservation) {
        Object[] args = debits(reservation, Duration.ZERO);
        return runner.run(reserve, reservation.account(), args, reply -> reserveResult(reservation, reply));
    }

    @Override
    public CompletionStage<List<Level>> charge(Reservation reservation) {
        Object[] args = debits(reservation, reservation.timeToLive());
        return runner.run(charge, reservation.account(), args, reply -> {
            Reply in = new Reply(reply);
            return reservation.debits().stream()
                    .map(debit -> in.level(debit.allowance()))
                    .toList();
        });
    }

    private static Object[] debits(Reservation reservation, Duration timeToLive) {
        Args args =
                new Args(2 + reservation.debits().size()).id(reservation.id()).number(timeToLive.toMillis());
        for (Debit debit : reservation.debits()) {
            args.withAmount(debit.allowance(), debit.role().ordinal(), debit.amount(), debit.floor());
        }
        return args.done();
    }

    private static ReserveResult reserveResult(Reservation reservation, List<Object> reply) {
        Reply in = new Reply(reply);
        boolean granted = in.flag();
        int leftOut = (int) in.number();
        List<Reading> readings = new ArrayList<>();
        for (Debit debit : reservation.debits()) {
            readings.add(in.reading(debit.allowance()));
        }
        ReserveResults results = new ReserveResults(reservation.debits(), readings, leftOut);
        return granted ? results.granted() : results.refused();
    }

    @Override
    public CompletionStage<Boolean> raise(String account, ReservationId id, List<Usage> atLeast) {
        Object[] args = usages(id, atLeast);
        return runner.run(raise, Names.requireAccount(account), args, reply -> new Reply(reply).flag());
    }

    @Override
    public CompletionStage<EndResult> settle(String account, ReservationId id, List<Usage> used) {
        Object[] args = usages(id, used);
        return runner.run(settle, Names.requireAccount(account), args, RedisLedger::endResult);
    }

    private static Object[] usages(ReservationId id, List<Usage> usages) {
        Usage.requireDistinct(usages);
        Args args = new Args(1 + usages.size()).id(id);
        for (Usage usage : usages) {
            args.withAmount(usage.allowance(), 0, usage.amount(), 0);
        }
        return args.done();
    }

    @Override
    public CompletionStage<EndResult> release(String account, ReservationId id) {
        Object[] args = new Args(1).id(id).done();
        return runner.run(release, Names.requireAccount(account), args, RedisLedger::endResult);
    }

    private static EndResult endResult(List<Object> reply) {
        return new Reply(reply).flag() ? EndResult.ENDED : EndResult.ALREADY_ENDED;
    }

    @Override
    public CompletionStage<Integer> extend(String account, List<ReservationId> ids, Duration timeToLive) {
        Names.requireAccount(account);
        long millis = Reservation.requireTimeToLive(timeToLive).toMillis();
        CompletionStage<Integer> found = CompletableFuture.completedFuture(0);
        for (int from = 0; from < ids.size(); from += EXTENDED_AT_ONCE) {
            List<ReservationId> part = ids.subList(from, Math.min(ids.size(), from + EXTENDED_AT_ONCE));
            Args args = new Args(1 + part.size()).number(millis);
            part.forEach(args::id);
            found = found.thenCompose(
                    sum -> runner.run(extend, account, args.done(), reply -> sum + (int) new Reply(reply).number()));
        }
        return found;
    }

    @Override
    public CompletionStage<LeaseResult> lease(LeaseRenewal renewal) {
        List<Part> parts = renewal.parts();
        Args args = new Args(3 + 8 * parts.size())
                .id(renewal.id())
                .number(renewal.timeToLive().toMillis())
                .number(renewal.sequence());
        for (Part part : parts) {
            args.name(part.allowance().id())
                    .number(Args.what(part.allowance()))
                    .number(part.used())
                    .number(part.wanted())
                    .number(part.floor())
                    .rule(part.allowance());
        }
        return runner.run(lease, renewal.account(), args.done(), reply -> leaseResult(parts, new Reply(reply)));
    }

    private static LeaseResult leaseResult(List<Part> parts, Reply in) {
        boolean lost = in.flag();
        List<Long> outstanding = new ArrayList<>();
        List<Level> levels = new ArrayList<>();
        for (Part part : parts) {
            outstanding.add(in.number());
            levels.add(in.level(part.allowance()));
        }
        return new LeaseResult(outstanding, levels, lost);
    }

    @Override
    public CompletionStage<Level> adjust(String account, Bucket bucket, long lowest, long highest) {
        AccountRules.requireRange(lowest, highest);
        Object[] args = new Args(5)
                .name(bucket.id())
                .number(bucket.perMinute())
                .number(bucket.capacity())
                .number(lowest)
                .number(highest)
                .done();
        return runner.run(adjust, Names.requireAccount(account), args, reply -> new Reply(reply).level(bucket));
    }

    @Override
    public CompletionStage<List<ReservationId>> expire(String account, int most) {
        Object[] args = new Args(1).number(EndRules.boundedExpiry(most)).done();
        return runner.run(expire, Names.requireAccount(account), args, Reply::ids);
    }

    @Override
    public CompletionStage<AccountState> inspect(String account, List<? extends Allowance> allowances) {
        List<Allowance> asked = AccountRules.boundedInspection(allowances);
        Args args = new Args(5 * asked.size());
        for (Allowance allowance : asked) {
            args.name(allowance.id()).number(Args.what(allowance)).rule(allowance);
        }
        return runner.run(inspect, Names.requireAccount(account), args.done(), reply -> {
            Reply in = new Reply(reply);
            long reservations = in.number();
            long leases = in.number();
            long next = in.number();
            return new AccountState(asked.stream().map(in::level).toList(), reservations, leases, next);
        });
    }
}
