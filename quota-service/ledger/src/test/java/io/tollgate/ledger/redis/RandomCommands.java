package io.tollgate.ledger.redis;

import static io.tollgate.ledger.LedgerContract.await;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.LeaseRenewal;
import io.tollgate.ledger.LeaseRenewal.Part;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.PeriodQuota;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.Slots;
import io.tollgate.ledger.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Commands of every kind with amounts of every magnitude, or (calm) buckets that are neither full nor empty for long, which is
 * where lists of lows grow long and refunds matter.
 */
final class RandomCommands {

    private static final long PERIOD = Duration.ofMinutes(7).toMillis();

    private final Random random;
    private final String account;
    private final boolean calm;
    private final Map<ReservationId, List<Allowance>> running = new LinkedHashMap<>();
    private List<Allowance> rules;
    private int ids;

    RandomCommands(Random random, String account, boolean calm, long nowMillis) {
        this.random = random;
        this.account = account;
        this.calm = calm;
        changeRules(nowMillis);
    }

    /** Rules in force, of nodes whose clocks are sometimes off. */
    List<Allowance> rules(long nowMillis) {
        return rules.stream().map(rule -> renewed(rule, nowMillis)).toList();
    }

    private Allowance renewed(Allowance rule, long nowMillis) {
        if (!(rule instanceof PeriodQuota quota)) {
            return rule;
        }
        long skew = random.nextInt(4) == 0 ? random.nextLong(-3 * PERIOD, PERIOD) : 0;
        long ends = ((nowMillis + skew) / PERIOD + 1) * PERIOD;
        return new PeriodQuota(quota.id(), quota.amount(), ends, ends + PERIOD);
    }

    void changeRules(long nowMillis) {
        List<Allowance> changed = new ArrayList<>();
        for (String id : List.of("bucket-a", "bucket-b", "bucket-c")) {
            long capacity = magnitude(calm ? 10 : 11);
            changed.add(new Bucket(id, calm ? 1 + random.nextInt(6) * capacity : magnitude(11), capacity));
        }
        for (String id : List.of("slots-a", "slots-b")) {
            changed.add(new Slots(id, magnitude(random.nextBoolean() ? 2 : 9)));
        }
        for (String id : List.of("quota-a", "quota-b")) {
            changed.add(new PeriodQuota(id, magnitude(15), nowMillis + PERIOD, nowMillis + 2 * PERIOD));
        }
        rules = changed;
    }

    Function<Ledger, Object> next(long nowMillis) {
        return calm && random.nextInt(10) > 0 ? reserveOrEnd() : any(nowMillis);
    }

    /** Requests that take their time, and use some of what they reserve. */
    private Function<Ledger, Object> reserveOrEnd() {
        if (running.isEmpty() || random.nextInt(9) < 5) {
            List<Allowance> buckets = new ArrayList<>(rules.subList(0, 3));
            Collections.shuffle(buckets, random);
            ReservationId id = new ReservationId("running-" + ids++);
            List<Allowance> taken = buckets.subList(0, 1 + random.nextInt(2));
            running.put(id, taken);
            return reserve(reservation(id, taken));
        }
        ReservationId id = List.copyOf(running.keySet()).get(random.nextInt(running.size()));
        List<Allowance> taken = running.remove(id);
        return random.nextInt(4) == 0 ? ledger -> await(ledger.release(account, id)) : settle(id, usages(taken));
    }

    private Function<Ledger, Object> any(long nowMillis) {
        ReservationId id = new ReservationId("id-" + random.nextInt(15));
        List<Allowance> chosen = new ArrayList<>(rules(nowMillis));
        Collections.shuffle(chosen, random);
        List<Allowance> some = chosen.subList(0, 1 + random.nextInt(4));
        return switch (random.nextInt(40)) {
            case 0, 1 -> preview(reservation(id, some));
            case 2, 3 -> charge(reservation(id, some));
            case 4, 5, 6 -> raise(id, usages(some));
            case 7, 8, 9, 10, 11, 12, 13, 14 -> settle(id, usages(some));
            case 15, 16 -> ledger -> await(ledger.release(account, id));
            case 17, 18, 19, 20, 21, 22 -> lease(some);
            case 23 -> adjust((Bucket) rules.get(random.nextInt(3)));
            case 24, 25 -> expire(random.nextInt(5));
            case 26, 27 -> extend(List.of(id, new ReservationId("id-0"), new ReservationId("lease-1")));
            default -> reserve(reservation(id, some));
        };
    }

    private Function<Ledger, Object> reserve(Reservation reservation) {
        return ledger -> await(ledger.reserve(reservation));
    }

    private Function<Ledger, Object> preview(Reservation reservation) {
        return ledger -> await(ledger.preview(reservation));
    }

    private Function<Ledger, Object> charge(Reservation reservation) {
        return ledger -> await(ledger.charge(reservation));
    }

    private Function<Ledger, Object> raise(ReservationId id, List<Usage> atLeast) {
        return ledger -> await(ledger.raise(account, id, atLeast));
    }

    private Function<Ledger, Object> settle(ReservationId id, List<Usage> used) {
        return ledger -> await(ledger.settle(account, id, used));
    }

    private Function<Ledger, Object> expire(int most) {
        return ledger -> await(ledger.expire(account, most));
    }

    private Function<Ledger, Object> extend(List<ReservationId> ids) {
        return ledger -> await(ledger.extend(account, ids, Duration.ofSeconds(5)));
    }

    private Function<Ledger, Object> adjust(Bucket bucket) {
        long lowest = random.nextLong(-bucket.capacity() / 2, bucket.capacity() + 1);
        long highest = Math.min(Bucket.MOST, lowest + random.nextLong(1 + bucket.capacity()));
        return ledger -> await(ledger.adjust(account, bucket, lowest, highest));
    }

    private Function<Ledger, Object> lease(List<Allowance> some) {
        List<Part> parts = Stream.concat(some.stream(), Stream.of(rules.getFirst()))
                .filter(rule -> !(rule instanceof Slots))
                .distinct()
                .filter(rule -> !rule.id().equals(rules.getFirst().id()) || rule == rules.getFirst())
                .map(rule -> new Part(
                        rule,
                        random.nextInt(3) == 0 ? 0 : amount(rule),
                        wanted(rule),
                        random.nextInt(2) * amount(rule)))
                .toList();
        ReservationId id = new ReservationId(random.nextInt(30) == 0 ? "id-1" : "lease-" + random.nextInt(2));
        var renewal = new LeaseRenewal(account, id, 1 + random.nextInt(5), parts, timeToLive());
        return ledger -> await(ledger.lease(renewal));
    }

    private long wanted(Allowance rule) {
        return random.nextInt(5) == 0 ? 0 : amount(rule);
    }

    private Reservation reservation(ReservationId id, List<Allowance> some) {
        List<Debit> debits = some.stream().map(this::debit).toList();
        return new Reservation(account, id, debits, timeToLive());
    }

    private Debit debit(Allowance rule) {
        Debit.Role role =
                switch (random.nextInt(12)) {
                    case 0 -> Debit.Role.SHADOW;
                    case 1 -> rule instanceof Bucket ? Debit.Role.GUARANTEE : Debit.Role.SHADOW;
                    default -> Debit.Role.REQUIRED;
                };
        long floor = rule instanceof Bucket && random.nextInt(3) == 0 ? random.nextLong(1 + rule.capacity()) : 0;
        return new Debit(rule, amount(rule), floor, role);
    }

    private List<Usage> usages(List<Allowance> some) {
        return some.stream()
                .map(rule -> new Usage(rule, amount(rule)))
                .skip(random.nextInt(2))
                .toList();
    }

    private Duration timeToLive() {
        return Duration.ofMillis(1 + random.nextInt(!calm && random.nextBoolean() ? 100 : 60_000));
    }

    private long amount(Allowance rule) {
        long capacity = rule.capacity();
        long most = rule instanceof PeriodQuota ? PeriodQuota.MOST : Bucket.MOST;
        if (calm) {
            return random.nextLong(1 + capacity / (random.nextInt(4) == 0 ? 4 : 12));
        }
        return switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> capacity;
            case 2 -> Math.min(most, capacity + random.nextInt(10));
            default -> random.nextLong(1 + capacity / 3);
        };
    }

    private long magnitude(int digits) {
        long most = (long) Math.pow(10, 1 + random.nextInt(digits));
        return calm ? most : random.nextInt(8) == 0 ? most : 1 + random.nextLong(most);
    }
}
