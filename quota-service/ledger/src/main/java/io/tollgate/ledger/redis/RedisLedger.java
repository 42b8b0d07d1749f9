package io.tollgate.ledger.redis;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
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
    private static final String RESERVATION = "#";

    private final ScriptRunner runner;
    private final Script reserve;
    private final Script settle;
    private final Script release;
    private final Script extend;
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
        this.reserve = Script.of(rewrite.apply(Script.load("reserve-v1")));
        this.settle = Script.of(rewrite.apply(Script.load("settle-v1")));
        this.release = Script.of(rewrite.apply(Script.load("release-v1")));
        this.extend = Script.of(rewrite.apply(Script.load("extend-v1")));
        this.expire = Script.of(rewrite.apply(Script.load("expire-v1")));
        this.inspect = Script.of(rewrite.apply(Script.load("inspect-v1")));
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
        List<Debit> debits = reservation.debits();
        Object[] args = new Object[2 + 4 * debits.size()];
        args[0] = field(reservation.id());
        args[1] = Long.toString(reservation.timeToLive().toMillis());
        for (int i = 0; i < debits.size(); i++) {
            put(args, 2 + 4 * i, debits.get(i).allowance());
            args[5 + 4 * i] = Long.toString(debits.get(i).amount());
        }
        return runner.run(reserve, reservation.account(), args, reply -> reserveResult(debits, reply));
    }

    @Override
    public CompletionStage<EndResult> settle(String account, ReservationId id, List<Usage> used) {
        Usage.requireDistinct(used);
        Object[] args = new Object[1 + 4 * used.size()];
        args[0] = field(id);
        for (int i = 0; i < used.size(); i++) {
            put(args, 1 + 4 * i, used.get(i).allowance());
            args[4 + 4 * i] = Long.toString(used.get(i).amount());
        }
        return runner.run(settle, Names.requireAccount(account), args, RedisLedger::endResult);
    }

    @Override
    public CompletionStage<EndResult> release(String account, ReservationId id) {
        return runner.run(release, Names.requireAccount(account), new Object[] {field(id)}, RedisLedger::endResult);
    }

    @Override
    public CompletionStage<Integer> extend(String account, List<ReservationId> ids, Duration timeToLive) {
        Names.requireAccount(account);
        String millis = Long.toString(Reservation.requireTimeToLive(timeToLive).toMillis());
        CompletionStage<Integer> found = CompletableFuture.completedFuture(0);
        for (int from = 0; from < ids.size(); from += EXTENDED_AT_ONCE) {
            List<ReservationId> part = ids.subList(from, Math.min(ids.size(), from + EXTENDED_AT_ONCE));
            Object[] args = new Object[1 + part.size()];
            args[0] = millis;
            for (int i = 0; i < part.size(); i++) {
                args[1 + i] = field(part.get(i));
            }
            found = found.thenCompose(sum -> runner.run(extend, account, args, reply -> sum + (int) number(reply, 0)));
        }
        return found;
    }

    @Override
    public CompletionStage<List<ReservationId>> expire(String account, int most) {
        Object[] args = {Integer.toString(EndRules.boundedExpiry(most))};
        return runner.run(expire, Names.requireAccount(account), args, RedisLedger::ids);
    }

    @Override
    public CompletionStage<AccountState> inspect(String account, List<? extends Allowance> allowances) {
        List<Allowance> asked = AccountRules.boundedInspection(allowances);
        Object[] args = new Object[3 * asked.size()];
        for (int i = 0; i < asked.size(); i++) {
            put(args, 3 * i, asked.get(i));
        }
        return runner.run(inspect, Names.requireAccount(account), args, reply -> accountState(asked, reply));
    }

    @Override
    public CompletionStage<ReserveResult> preview(Reservation reservation) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public CompletionStage<List<Level>> charge(Reservation reservation) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public CompletionStage<Boolean> raise(String account, ReservationId id, List<Usage> atLeast) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public CompletionStage<LeaseResult> lease(LeaseRenewal renewal) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public CompletionStage<Level> adjust(String account, Bucket bucket, long lowest, long highest) {
        throw new UnsupportedOperationException("not yet");
    }

    private static void put(Object[] args, int at, Allowance allowance) {
        if (!(allowance instanceof Bucket bucket)) {
            throw new UnsupportedOperationException("not yet");
        }
        args[at] = bucket.id();
        args[at + 1] = Long.toString(bucket.perMinute());
        args[at + 2] = Long.toString(bucket.capacity());
    }

    private static String field(ReservationId id) {
        return RESERVATION + id.value();
    }

    private static ReserveResult reserveResult(List<Debit> debits, List<Object> reply) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < debits.size(); i++) {
            readings.add(Reading.ofBucket(number(reply, i + 1)));
        }
        ReserveResults results = new ReserveResults(debits, readings, 0);
        return number(reply, 0) == 1 ? results.granted() : results.refused();
    }

    private static EndResult endResult(List<Object> reply) {
        return number(reply, 0) == 1 ? EndResult.ENDED : EndResult.ALREADY_ENDED;
    }

    private static List<ReservationId> ids(List<Object> reply) {
        List<ReservationId> ids = new ArrayList<>(reply.size());
        for (Object field : reply) {
            ids.add(new ReservationId(((String) field).substring(RESERVATION.length())));
        }
        return List.copyOf(ids);
    }

    private static AccountState accountState(List<Allowance> allowances, List<Object> reply) {
        List<Level> levels = new ArrayList<>(allowances.size());
        for (int i = 0; i < allowances.size(); i++) {
            levels.add(Reading.ofBucket(number(reply, i + 2)).level(allowances.get(i)));
        }
        return new AccountState(levels, number(reply, 0), number(reply, 1));
    }

    private static long number(List<Object> reply, int at) {
        return (Long) reply.get(at);
    }
}
