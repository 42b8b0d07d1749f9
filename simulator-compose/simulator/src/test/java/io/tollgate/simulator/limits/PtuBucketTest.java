package io.tollgate.simulator.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tollgate.simulator.config.PtuConfig;
import io.tollgate.simulator.limits.UtilisationHistory.Second;
import io.tollgate.simulator.limits.Verdict.Admitted;
import io.tollgate.simulator.limits.Verdict.Throttled;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PtuBucketTest {
    private static final long SECOND = 1_000_000;
    private static final long START = 1_800_000_000L * SECOND;
    private static final PtuConfig PTU = new PtuConfig(60_000L, 10.0, 1.0, 0.0, 3.0);
    private final PtuBucket bucket = new PtuBucket(START);

    @Test
    void shouldAdmitOverTheBrimAndThenRefuseUntilBelowFull() {
        assertThat(bucket.arrive(START, 9_999_000, PTU)).isInstanceOf(Admitted.class);
        Admitted over = (Admitted) bucket.arrive(START, 5_001_000, PTU);
        assertThat(over.rates()).isEqualTo(new RateState.Utilisation(1500));
        Throttled no = (Throttled) bucket.arrive(START, 1, PTU);
        assertThat(no.retryAfterMicros()).isBetween(5 * SECOND, 5 * SECOND + 1000);
        assertThat(bucket.arrive(START + no.retryAfterMicros() - 2, 1, PTU)).isInstanceOf(Throttled.class);
        assertThat(bucket.arrive(START + no.retryAfterMicros(), 1, PTU)).isInstanceOf(Admitted.class);
    }

    @Test
    void shouldReplaceTheEstimateByTheActualCost() {
        bucket.arrive(START, 8_000_000, PTU);
        bucket.settle(START, 8_000_000, 2_000_000, PTU);
        assertThat(bucket.utilisation(START, PTU).permille()).isEqualTo(200);
        bucket.arrive(START, 1_000_000, PTU);
        bucket.settle(START, 1_000_000, 9_000_000, PTU);
        assertThat(bucket.utilisation(START, PTU).permille()).isEqualTo(1100);
    }

    @Test
    void shouldDrainContinuouslyHoweverOftenItIsAsked() {
        bucket.arrive(START, 10_000_000, PTU);
        for (long micros = 0; micros < 5 * SECOND; micros += 7) {
            bucket.utilisation(START + micros, PTU);
        }
        assertThat(bucket.utilisation(START + 5 * SECOND, PTU).permille()).isEqualTo(500);
    }

    @Test
    void shouldNeverHaveLessThanNothing() {
        bucket.arrive(START, 1_000_000, PTU);
        bucket.settle(START + 60 * SECOND, 1_000_000, 0, PTU);
        assertThat(bucket.utilisation(START + 60 * SECOND, PTU).permille()).isZero();
    }

    @Test
    void shouldWeighInputCachedAndOutput() {
        PtuConfig weights = new PtuConfig(1000L, null, 1.0, 0.5, 4.0);
        assertThat(weights.weighMilli(100, 40, 10)).isEqualTo(60_000 + 20_000 + 40_000);
    }

    @Test
    void shouldTellWhatWasDrainedSecondBySecond() {
        bucket.arrive(START, 2_500_000, PTU);
        bucket.settle(START + SECOND / 2, 0, 0, PTU);
        List<Second> seconds = bucket.history(START + 5 * SECOND, PTU).last(5, START + 5 * SECOND);
        assertThat(seconds).hasSize(5);
        List<Second> all = bucket.history(START + 5 * SECOND, PTU).last(6, START + 5 * SECOND);
        assertThat(all.stream().map(Second::drainedMilli))
                .containsExactly(1_000_000L, 1_000_000L, 500_000L, 0L, 0L, 0L);
        assertThat(all.stream().mapToLong(Second::capacityMilli).sum()).isEqualTo(5_000_000);
        assertThat(all.getFirst().meanLevelPermille()).isEqualTo(200);
    }

    @Test
    void shouldShowFullUseUnderOverload() {
        SplittableRandom random = new SplittableRandom(1);
        long now = START;
        while (now < START + 300 * SECOND) {
            now += random.nextInt(20_000);
            if (bucket.arrive(now, 100_000, PTU) instanceof Admitted) {
                bucket.settle(now, 100_000, 60_000 + random.nextInt(80_000), PTU);
            }
        }
        List<Second> minute = bucket.history(now, PTU).last(60, now);
        double drained = minute.stream().mapToLong(Second::drainedMilli).sum();
        double capacity = minute.stream().mapToLong(Second::capacityMilli).sum();
        double served = minute.stream().mapToLong(Second::servedMilli).sum();
        assertThat(drained / capacity).isCloseTo(1, within(0.001));
        assertThat(served / drained).isCloseTo(1, within(0.05));
    }

    @Test
    void shouldForgetAfterTenMinutes() {
        bucket.arrive(START, 2_000_000, PTU);
        long later = START + 3600 * SECOND;
        List<Second> seconds = bucket.history(later, PTU).last(600, later);
        assertThat(seconds).hasSize(600);
        assertThat(seconds.stream().mapToLong(Second::drainedMilli).sum()).isZero();
        assertThat(seconds.stream().mapToLong(Second::capacityMilli).sum()).isBetween(598_000_000L, 600_000_000L);
    }
}
