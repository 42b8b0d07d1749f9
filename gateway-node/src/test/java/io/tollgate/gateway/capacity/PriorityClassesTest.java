package io.tollgate.gateway.capacity;

import static io.tollgate.gateway.capacity.CapacityWorld.HIGH;
import static io.tollgate.gateway.capacity.CapacityWorld.LOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.backend.DeploymentCapacity;
import io.tollgate.catalog.backend.DeploymentCapacity.Reserve;
import io.tollgate.catalog.backend.DeploymentCapacity.Weights;
import io.tollgate.gateway.capacity.CapacityWorld.Traffic;
import java.util.List;
import java.util.Locale;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** A deployment of 100,000 tokens a minute, burst 2 s, of which 30,000 are reserved for the high class. */
class PriorityClassesTest {

    private static final Logger FIGURES = Logger.getLogger("figures");
    private static final int MINUTE = 60_000;

    @Test
    void shouldHoldTheLowClassBelowWhatIsReservedAndNeverLent() {
        var world = world(false);
        long start = world.millis();
        world.users(60, "low", LOW, "t", 200, start + 5 * MINUTE);
        world.run(5 * MINUTE);

        Traffic low = world.of("low");
        long[] minute = low.slidingMinute(start, start + 5 * MINUTE);
        say("low alone, never lent: %d to %d tokens a minute, longest gap %d ms", minute[0], minute[1], gap(low));
        assertThat(minute[0]).isGreaterThanOrEqualTo(65_000);
        assertThat(minute[1]).isLessThanOrEqualTo(70_000);
        assertThat(gap(low)).isLessThan(10_000);
    }

    @Test
    void shouldLendWhatIsIdleAndGiveItBackAtOnce() {
        var world = world(true);
        long start = world.millis();
        long burst = start + 3 * MINUTE;
        world.users(60, "low", LOW, "t", 200, start + 5 * MINUTE);
        world.in(3 * MINUTE, () -> highAtItsReservedRate(world, start + 5 * MINUTE));
        world.run(5 * MINUTE);

        long[] lent = world.of("low").slidingMinute(start, burst);
        Traffic high = world.of("high");
        long firstSecond = high.tokensIn(burst, burst + 1_000);
        say(
                "low alone, lent: %d to %d tokens a minute; high then: %d in its first second, %d of %d refused",
                lent[0], lent[1], firstSecond, high.refused, high.asked);
        assertThat(lent[0]).isGreaterThanOrEqualTo(97_000);
        assertThat(high.refused).isZero();
        for (long second = burst; second < burst + MINUTE; second += 1_000) {
            assertThat(high.tokensIn(second, second + 1_000)).isEqualTo(500);
        }
    }

    /** 30,000 tokens a minute from the first moment on, in pairs. */
    private static void highAtItsReservedRate(CapacityWorld world, long untilMillis) {
        world.attempt("high", HIGH, "t", 250);
        world.attempt("high", HIGH, "t", 250);
        if (world.millis() + 1_000 < untilMillis) {
            world.in(1_000, () -> highAtItsReservedRate(world, untilMillis));
        }
    }

    @Test
    void shouldServeTheHighClassFirstWhenBothWantEverything() {
        for (boolean lendable : new boolean[] {true, false}) {
            var world = world(lendable);
            long end = world.millis() + 5 * MINUTE;
            world.users(9, "high", HIGH, "t", 1_000, end);
            world.users(9, "low", LOW, "t", 1_000, end);
            world.run(5 * MINUTE);

            var alone = world(lendable);
            alone.users(9, "high", HIGH, "t", 1_000, alone.millis() + 5 * MINUTE);
            alone.run(5 * MINUTE);

            Traffic high = world.of("high");
            Traffic low = world.of("low");
            double served = 100.0 * high.served.size() / high.asked;
            say(
                    "mixed 1:1, %s: high %d of %d served at the first try (%.2f %%; alone %d of %d), low %d of %d",
                    lendable ? "lent" : "never lent",
                    high.served.size(),
                    high.asked,
                    served,
                    alone.of("high").served.size(),
                    alone.of("high").asked,
                    low.served.size(),
                    low.asked);
            assertThat(served).isGreaterThanOrEqualTo(99);
        }
    }

    @Test
    void shouldLeaveTheHighClassItsWholeBudgetWhateverIsRefused() {
        var world = world(false);
        while (world.attempt("low", LOW, "t", 244) == 0) {
            // Takes what the low class may.
        }
        long level = world.level();
        for (int i = 0; i < 1_000; i++) {
            assertThat(world.attempt("denied", LOW, "t", 244)).isPositive();
        }
        assertThat(world.level()).isEqualTo(level).isGreaterThanOrEqualTo(1_000);
        world.run(1_000);
        world.users(60, "low", LOW, "t", 200, world.millis() + 2 * MINUTE);
        long from = world.millis();
        highAtItsReservedRate(world, from + MINUTE);
        world.run(MINUTE);

        Traffic high = world.of("high");
        say(
                "after 1,000 refusals: high %d tokens in a minute, %d refused",
                high.tokensIn(from, from + MINUTE), high.refused);
        assertThat(high.tokensIn(from, from + MINUTE)).isEqualTo(30_000);
        assertThat(high.refused).isZero();
    }

    @Test
    void shouldKeepRequestsForTheHighClassToo() {
        var world = new CapacityWorld(new DeploymentCapacity(
                100_000, 100_000, 600, 100, Weights.EQUAL, List.of(new Reserve("high", 0, 0, 30, true)), List.of()));
        for (int i = 0; i < 70; i++) {
            assertThat(world.attempt("low", LOW, "t", 1)).isZero();
        }
        assertThat(world.attempt("low", LOW, "t", 1)).isEqualTo(100);
        for (int i = 0; i < 30; i++) {
            assertThat(world.attempt("high", HIGH, "t", 1)).isZero();
        }
        assertThat(world.attempt("high", HIGH, "t", 1)).isEqualTo(100);
        assertThat(world.attempt("low", LOW, "t", 1)).isEqualTo(3_100);
        world.run(3_100);
        assertThat(world.attempt("low", LOW, "t", 1)).isZero();
    }

    @Test
    void shouldAdmitWhatTheLowClassWasToldToComeBackFor() {
        var world = world(true);
        long waitMillis = 0;
        while (waitMillis == 0) {
            waitMillis = world.attempt("low", LOW, "t", 244);
        }
        world.run(waitMillis - 1);
        assertThat(world.attempt("low", LOW, "t", 244)).isEqualTo(1);
        world.run(1);
        assertThat(world.attempt("low", LOW, "t", 244)).isZero();
    }

    @Test
    void shouldAdmitWhatIsLargerThanTheBurstWhenNothingElseIsThere() {
        var world = world(false);
        assertThat(world.attempt("low", LOW, "t", 20_000)).isZero();
        assertThat(world.level()).isNegative();
        assertThat(world.attempt("low", LOW, "t", 1)).isPositive();
    }

    private static CapacityWorld world(boolean lendable) {
        return new CapacityWorld(
                CapacityWorld.capacity(List.of(new Reserve("high", 30_000, 0, 0, lendable)), List.of()));
    }

    private static long gap(Traffic traffic) {
        return traffic.longestGapMillis();
    }

    private static void say(String format, Object... values) {
        FIGURES.info(() -> String.format(Locale.ROOT, format, values));
    }
}
