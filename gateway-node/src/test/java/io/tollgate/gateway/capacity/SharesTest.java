package io.tollgate.gateway.capacity;

import static io.tollgate.gateway.capacity.CapacityWorld.HIGH;
import static io.tollgate.gateway.capacity.CapacityWorld.LOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.backend.DeploymentCapacity.Reserve;
import io.tollgate.catalog.backend.DeploymentCapacity.Share;
import io.tollgate.gateway.capacity.CapacityWorld.Traffic;
import java.util.List;
import java.util.Locale;
import java.util.logging.Logger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Workloads on a deployment of 100,000 tokens a minute, burst 2 s. */
class SharesTest {

    private static final Logger FIGURES = Logger.getLogger("figures");
    private static final int MINUTE = 60_000;

    @Test
    void shouldLendUpToTheCeilingAndGiveTheGuaranteeBackWithinASecond() {
        var world = world(new Share("a", 60_000, 100_000, 1), new Share("b", 20_000, 80_000, 1));
        long start = world.millis();
        long back = start + 3 * MINUTE;
        world.users(60, "b", HIGH, "b", 200, start + 5 * MINUTE);
        world.in(3 * MINUTE, () -> atGuarantee(world, start + 5 * MINUTE));
        world.run(5 * MINUTE);

        long[] alone = world.of("b").slidingMinute(start, back);
        Traffic a = world.of("a");
        long[] beside = world.of("b").slidingMinute(back, start + 5 * MINUTE);
        say(
                "b alone: %d to %d tokens a minute; a comes back: %d tokens in its first second, %d of %d refused; b then %d to %d",
                alone[0], alone[1], a.tokensIn(back, back + 1_000), a.refused, a.asked, beside[0], beside[1]);
        assertThat(alone[1]).isLessThanOrEqualTo(80_000);
        assertThat(alone[0]).isGreaterThanOrEqualTo(76_000);
        for (long second = back; second < back + MINUTE; second += 1_000) {
            assertThat(a.tokensIn(second, second + 1_000)).isEqualTo(1_000);
        }
        assertThat(a.refused).isZero();
        assertThat(beside[0]).isGreaterThanOrEqualTo(37_000);
    }

    /** 60,000 tokens a minute from the first moment on. */
    private static void atGuarantee(CapacityWorld world, long untilMillis) {
        for (int i = 0; i < 4; i++) {
            world.attempt("a", HIGH, "a", 250);
        }
        if (world.millis() + 1_000 < untilMillis) {
            world.in(1_000, () -> atGuarantee(world, untilMillis));
        }
    }

    @Test
    void shouldShareWhatIsBorrowedByWeight() {
        var world = world(new Share("a", 10_000, 100_000, 3), new Share("b", 10_000, 100_000, 1));
        long start = world.millis();
        world.users(12, "a", HIGH, "a", 200, start + 3 * MINUTE);
        world.users(12, "b", HIGH, "b", 200, start + 3 * MINUTE);
        world.run(3 * MINUTE);

        long a = world.of("a").tokensIn(start + MINUTE, start + 3 * MINUTE) / 2;
        long b = world.of("b").tokensIn(start + MINUTE, start + 3 * MINUTE) / 2;
        double part = 100.0 * (a - 10_000) / (a + b - 20_000);
        say("weights 3:1: a %d, b %d tokens a minute; a has %.1f %% of what is borrowed", a, b, part);
        assertThat(part).isCloseTo(75, Offset.offset(5.0));
        assertThat(a + b).isGreaterThanOrEqualTo(97_000);
    }

    @Test
    void shouldLoseNothingToAWorkloadThatWantsLittle() {
        var world = world(new Share("a", 0, 100_000, 1), new Share("b", 0, 100_000, 1));
        long start = world.millis();
        world.users(2, "a", HIGH, "a", 5_000, start + 5 * MINUTE);
        world.users(40, "b", HIGH, "b", 200, start + 5 * MINUTE);
        world.run(5 * MINUTE);

        long a = world.of("a").tokensIn(start + MINUTE, start + 5 * MINUTE) / 4;
        long b = world.of("b").tokensIn(start + MINUTE, start + 5 * MINUTE) / 4;
        say("a wants little: a %d, b %d tokens a minute", a, b);
        assertThat(a + b).isGreaterThanOrEqualTo(97_000);
    }

    @Test
    void shouldLetOthersBorrowWhatNobodyIsUsing() {
        var world = world(new Share("a", 60_000, 100_000, 1));
        long taken = 0;
        while (world.attempt("other", HIGH, "other", 100) == 0) {
            taken += 100;
        }
        assertThat(taken).isEqualTo(2_300);
        for (int i = 0; i < 10; i++) {
            assertThat(world.attempt("a", HIGH, "a", 100)).isZero();
        }
    }

    @Test
    void shouldTakeAGuaranteeOutOfTheHeadroomOfMoreUrgentClasses() {
        var world = new CapacityWorld(CapacityWorld.capacity(
                List.of(new Reserve("high", 30_000, 0, 0, true)), List.of(new Share("a", 10_000, 100_000, 1))));
        while (world.attempt("other", LOW, "other", 100) == 0) {
            // Takes what is free.
        }
        assertThat(world.attempt("a", LOW, "a", 100)).isZero();
    }

    @Test
    void shouldSayWhenTheGuaranteeWillDo() {
        var world = world(new Share("a", 6_000, 100_000, 1), new Share("b", 60_000, 100_000, 1));
        while (world.attempt("b", HIGH, "b", 100) == 0) {
            // Takes its guarantee and what is free.
        }
        long waitMillis = 0;
        while (waitMillis == 0) {
            waitMillis = world.attempt("a", HIGH, "a", 100);
        }
        world.run(waitMillis);
        assertThat(world.attempt("a", HIGH, "a", 100)).isZero();
    }

    private static CapacityWorld world(Share... shares) {
        return new CapacityWorld(CapacityWorld.capacity(List.of(), List.of(shares)));
    }

    private static void say(String format, Object... values) {
        FIGURES.info(() -> String.format(Locale.ROOT, format, values));
    }
}
