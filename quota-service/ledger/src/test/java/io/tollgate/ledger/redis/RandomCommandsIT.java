package io.tollgate.ledger.redis;

import static io.tollgate.ledger.LedgerContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.FakeClock;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.Usage;
import io.tollgate.ledger.memory.InMemoryLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pure rules and the scripts, step by step on one clock: each result and each level the same. */
class RandomCommandsIT {

    private static final int STEPS = 250;
    private static final int BUCKETS = 4;
    private static final RedisConnection CONNECTION = Patient.connection();

    @AfterAll
    static void disconnect() {
        CONNECTION.close();
    }

    static LongStream seeds() {
        return LongStream.concat(LongStream.range(0, 20), LongStream.of(new Random().nextLong()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldDoTheSameAsThePureRules(long seed) {
        Random random = new Random(seed);
        String account = "r-" + UUID.randomUUID();
        FakeClock clock = new FakeClock();
        Ledger twin = new InMemoryLedger(clock);
        Ledger redis = ScriptClock.ledgerOn(CONNECTION);
        ScriptClock scriptClock = new ScriptClock(await(CONNECTION.client()), account, clock);
        List<Bucket> rules = rules(random);
        // Within an hour no bucket is forgotten, so that even changed rules must give equal levels.
        long hour = Duration.ofMinutes(55).toMillis();
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(40) == 0) {
                rules = rules(random);
            }
            long millis = random.nextInt(4) == 0 ? 0 : jump(random);
            if (millis <= hour) {
                hour -= Math.max(0, millis);
                scriptClock.advance(Duration.ofMillis(millis));
            }
            Function<Ledger, Object> command = command(random, account, rules);
            assertThat(command.apply(redis)).as("seed %d step %d", seed, step).isEqualTo(command.apply(twin));
            assertThat(await(redis.inspect(account, rules)))
                    .as("seed %d step %d", seed, step)
                    .isEqualTo(await(twin.inspect(account, rules)));
        }
    }

    private static long jump(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> -random.nextInt(5_000);
            case 1 -> random.nextInt(180_000);
            default -> random.nextInt(4_000);
        };
    }

    private static Function<Ledger, Object> command(Random random, String account, List<Bucket> rules) {
        ReservationId id = new ReservationId("id-" + random.nextInt(15));
        List<Bucket> chosen = new ArrayList<>(rules);
        Collections.shuffle(chosen, random);
        List<Bucket> some = chosen.subList(0, 1 + random.nextInt(BUCKETS));
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3, 4 -> {
                List<Debit> debits = some.stream()
                        .map(rule -> new Debit(rule, amount(random, rule)))
                        .toList();
                var reservation = new Reservation(
                        account,
                        id,
                        debits,
                        Duration.ofMillis(1 + random.nextInt(random.nextBoolean() ? 100 : 60_000)));
                yield ledger -> await(ledger.reserve(reservation));
            }
            case 5, 6 -> {
                List<Usage> used = some.stream()
                        .map(rule -> new Usage(rule, amount(random, rule)))
                        .skip(random.nextInt(2))
                        .toList();
                yield ledger -> await(ledger.settle(account, id, used));
            }
            case 7 -> ledger -> await(ledger.release(account, id));
            case 8 -> {
                int most = random.nextInt(5);
                yield ledger -> await(ledger.expire(account, most));
            }
            default -> {
                List<ReservationId> ids = List.of(id, new ReservationId("id-0"), new ReservationId("id-7"));
                yield ledger -> await(ledger.extend(account, ids, Duration.ofSeconds(5)));
            }
        };
    }

    private static long amount(Random random, Bucket rule) {
        return switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> rule.capacity();
            case 2 -> Math.min(Bucket.MOST, rule.capacity() + random.nextInt(10));
            default -> random.nextLong(1 + rule.capacity() / 3);
        };
    }

    private static List<Bucket> rules(Random random) {
        return IntStream.range(0, BUCKETS)
                .mapToObj(i -> new Bucket("bucket-" + i, magnitude(random), magnitude(random)))
                .toList();
    }

    private static long magnitude(Random random) {
        long most = (long) Math.pow(10, 1 + random.nextInt(11));
        return random.nextInt(8) == 0 ? most : 1 + random.nextLong(most);
    }
}
