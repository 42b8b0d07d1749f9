package io.tollgate.ledger.redis;

import static io.tollgate.ledger.LedgerContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.FakeClock;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.memory.InMemoryLedger;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pure rules and the scripts, step by step on one clock: each result and each level the same. */
class RandomCommandsIT {

    private static final int STEPS = 300;
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
        boolean calm = seed % 2 == 0;
        RandomCommands commands = new RandomCommands(random, account, calm, clock.millis());
        // Keys live an hour longer than they mean something.
        long hour = Duration.ofMinutes(55).toMillis();
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(calm ? 200 : 40) == 0) {
                commands.changeRules(clock.millis());
            }
            long millis = random.nextInt(4) == 0 ? 0 : jump(random, calm);
            if (millis <= hour) {
                hour -= Math.max(0, millis);
                scriptClock.advance(Duration.ofMillis(millis));
            }
            Function<Ledger, Object> command = commands.next(clock.millis());
            assertThat(command.apply(redis)).as("seed %d step %d", seed, step).isEqualTo(command.apply(twin));
            List<Allowance> rules = commands.rules(clock.millis());
            assertThat(await(redis.inspect(account, rules)))
                    .as("seed %d step %d", seed, step)
                    .isEqualTo(await(twin.inspect(account, rules)));
        }
    }

    private static long jump(Random random, boolean calm) {
        return switch (random.nextInt(20)) {
            case 0 -> -random.nextInt(5_000);
            case 1 -> random.nextInt(calm ? 20_000 : 180_000);
            default -> random.nextInt(calm ? 400 : 4_000);
        };
    }
}
