package io.tollgate.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.ledger.Bucket;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketRulesTest {

    private static final long EXACT_IN_LUA = 1L << 53;
    private static final int CASES = 20_000;

    @Test
    void shouldRefillAsUnboundedIntegersWould() {
        Random random = new Random(1);
        for (int i = 0; i < CASES; i++) {
            Bucket rule = rule(random);
            BucketState state = state(random);
            long elapsed = random.nextInt(10) == 0 ? -random.nextLong(10_000) : random.nextLong(magnitude(random, 14));

            BucketState after = BucketRules.refill(state, rule, state.atMillis() + elapsed);

            BigInteger full = BigInteger.valueOf(rule.capacity()).multiply(BigInteger.valueOf(60_000));
            BigInteger expected = BigInteger.valueOf(Math.max(0, elapsed))
                    .multiply(BigInteger.valueOf(rule.perMinute()))
                    .add(BigInteger.valueOf(state.units()))
                    .min(full);
            assertThat(BigInteger.valueOf(after.units())).as("case %d", i).isEqualTo(expected);
            assertThat(after.atMillis()).isEqualTo(state.atMillis() + Math.max(0, elapsed));
        }
    }

    @Test
    void shouldRefillTheSameInManyStepsAsInOne() {
        Random random = new Random(2);
        for (int i = 0; i < CASES; i++) {
            Bucket rule = rule(random);
            BucketState stepwise = state(random);
            BucketState atOnce = stepwise;
            for (int step = 0; step < 5; step++) {
                stepwise = BucketRules.refill(stepwise, rule, stepwise.atMillis() + random.nextInt(10_000));
            }
            assertThat(BucketRules.refill(atOnce, rule, stepwise.atMillis())).isEqualTo(stepwise);
        }
    }

    @Test
    void shouldSayTheFirstMillisecondAtWhichThereIsEnough() {
        Random random = new Random(3);
        for (int i = 0; i < CASES; i++) {
            Bucket rule = rule(random);
            BucketState state = BucketRules.refill(state(random), rule, 0);
            long tokens = random.nextLong(rule.capacity() + 1);
            long wait = BucketRules.millisUntil(state.units(), rule, tokens);

            assertThat(BucketRules.holds(BucketRules.refill(state, rule, state.atMillis() + wait), tokens))
                    .isTrue();
            if (wait > 0) {
                assertThat(BucketRules.holds(BucketRules.refill(state, rule, state.atMillis() + wait - 1), tokens))
                        .isFalse();
            }
        }
    }

    @Test
    void shouldStayAmongTheIntegersThatLuaHolds() {
        Bucket largest = new Bucket("b", Bucket.MOST, Bucket.MOST);
        BucketState full = BucketRules.refill(null, largest, 0);
        BucketState deepest = BucketRules.charge(BucketRules.charge(full, Bucket.MOST), Bucket.MOST);

        assertThat(full.units() - deepest.units()).isLessThan(EXACT_IN_LUA);
        assertThat(deepest.units() - Bucket.MOST * BucketRules.UNITS_PER_TOKEN).isGreaterThan(-EXACT_IN_LUA);
        assertThat(Reading.ofBucket(deepest.units()).level(largest).available()).isEqualTo(-BucketRules.DEEPEST_DEBT);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11, 12, 13})
    void shouldServeNoWindowMoreThanTheLimitAndTheBurst(long seed) {
        Random random = new Random(seed);
        Bucket rule = new Bucket("b", 1 + random.nextInt(100_000), 1 + random.nextInt(100_000));
        BucketState state = BucketRules.refill(null, rule, 0);
        List<long[]> served = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 3_000; i++) {
            now += random.nextInt(20) == 0 ? random.nextInt(30_000) : random.nextInt(200);
            state = BucketRules.refill(state, rule, now);
            long tokens = 1 + random.nextLong(rule.capacity());
            if (BucketRules.holds(state, tokens)) {
                state = BucketRules.charge(state, tokens);
                served.add(new long[] {now, tokens});
            }
        }
        assertThat(served).hasSizeGreaterThan(50);
        for (long[] first : served) {
            long inWindow = served.stream()
                    .filter(each -> each[0] >= first[0] && each[0] < first[0] + 60_000)
                    .mapToLong(each -> each[1])
                    .sum();
            assertThat(inWindow).isLessThanOrEqualTo(rule.perMinute() + rule.capacity());
        }
    }

    private static BucketState state(Random random) {
        Bucket before = rule(random);
        BucketState full = BucketRules.refill(null, before, random.nextInt(1_000_000));
        return BucketRules.charge(full, random.nextLong(2 * before.capacity()));
    }

    private static Bucket rule(Random random) {
        return new Bucket("b", 1 + random.nextLong(magnitude(random, 11)), 1 + random.nextLong(magnitude(random, 11)));
    }

    private static long magnitude(Random random, int digits) {
        return (long) Math.pow(10, 1 + random.nextInt(digits));
    }
}
