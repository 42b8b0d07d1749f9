package io.tollgate.gateway.routing;

import static io.tollgate.gateway.routing.RoutingCatalog.route;
import static io.tollgate.gateway.routing.RoutingCatalog.snapshot;
import static io.tollgate.gateway.routing.RoutingCatalog.tier;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.routing.Strategy;
import io.tollgate.gateway.model.UpstreamOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three nodes that choose by latency, and tell each other twice a second. Arrivals and latencies are drawn from fixed seeds. */
class LatencySwapTest {

    private static final int NODES = 3;
    private static final int OUTPUT_TOKENS = 20;

    private final Route route = route(tier(Strategy.LATENCY, "a", "b"));
    private final SimulatedCluster cluster = new SimulatedCluster(NODES, snapshot(route, "a", "b"));
    private final Random random = new Random(20261127);
    private final List<Asked> asked = new ArrayList<>();
    private ToDoubleBiFunction<String, Long> millisToFirstToken;

    private record Asked(int node, long atMillis, boolean ofA) {}

    @Test
    void shouldMoveToTheFasterWithinFiveSecondsOnEveryNodeAndStay() {
        long swapAt = cluster.nowMillis() + 20_000;
        millisToFirstToken = (id, now) -> id.equals("a") == now < swapAt ? 10 : 100;
        traffic(60_000, 60);

        for (int node = 0; node < NODES; node++) {
            assertThat(shareOfA(node, swapAt - 10_000, swapAt)).isGreaterThanOrEqualTo(0.95);
            assertThat(shareOfA(node, swapAt + 5_000, swapAt + 40_000)).isLessThanOrEqualTo(0.05);
            for (long second = swapAt + 5_000; second < swapAt + 40_000; second += 1_000) {
                assertThat(shareOfA(node, second, second + 1_000))
                        .as("node %s, %s ms after the swap", node, second - swapAt)
                        .isLessThanOrEqualTo(0.15);
            }
        }
    }

    @Test
    void shouldMoveAlsoWithLittleTraffic() {
        long swapAt = cluster.nowMillis() + 40_000;
        millisToFirstToken = (id, now) -> id.equals("a") == now < swapAt ? 10 : 100;
        traffic(100_000, 4);

        assertThat(shareOfA(-1, swapAt - 20_000, swapAt)).isGreaterThanOrEqualTo(0.93);
        assertThat(shareOfA(-1, swapAt + 5_000, swapAt + 60_000)).isLessThanOrEqualTo(0.07);
    }

    @Test
    void shouldFindOutThatTheSlowerHasBecomeTheFaster() {
        long changeAt = cluster.nowMillis() + 20_000;
        millisToFirstToken = (id, now) -> id.equals("a") ? 100 : now < changeAt ? 1_000 : 10;
        traffic(60_000, 60);

        for (int node = 0; node < NODES; node++) {
            assertThat(shareOfA(node, changeAt - 10_000, changeAt)).isGreaterThanOrEqualTo(0.95);
            assertThat(shareOfA(node, changeAt + 10_000, changeAt + 40_000)).isLessThanOrEqualTo(0.05);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {6, 10, 12})
    void shouldNotOscillateWhenLoadMakesTheFasterSlow(double serviceMillis) {
        // Each serves one request after the other and lets the rest queue. There are 150 a second: 45, 75 and 90 % of
        // what both can take.
        var busyUntil = new double[2];
        millisToFirstToken = (id, now) -> {
            int one = id.equals("a") ? 0 : 1;
            busyUntil[one] = Math.max(busyUntil[one], now) + serviceMillis;
            return (one == 0 ? 20 : 30) + busyUntil[one] - now;
        };
        long begin = cluster.nowMillis();
        traffic(90_000, 50);

        for (long second = begin + 30_000; second < begin + 90_000; second += 2_000) {
            assertThat(shareOfA(-1, second, second + 2_000))
                    .as("%s ms after the beginning", second - begin)
                    .isBetween(0.35, 0.8);
        }
    }

    @Test
    void shouldTurnAwayFromOneThatHangsBeforeItsFirstAnswers() {
        long hangsAt = cluster.nowMillis() + 20_000;
        millisToFirstToken = (id, now) -> id.equals("a") ? now < hangsAt ? 200 : 60_000 : 400;
        traffic(40_000, 60);

        assertThat(shareOfA(-1, hangsAt - 10_000, hangsAt)).isGreaterThan(0.7);
        assertThat(shareOfA(-1, hangsAt + 10_000, hangsAt + 20_000)).isLessThan(0.3);
    }

    private double shareOfA(int node, long from, long until) {
        long all = 0;
        long ofA = 0;
        for (Asked one : asked) {
            if ((node < 0 || one.node == node) && one.atMillis >= from && one.atMillis < until) {
                all++;
                ofA += one.ofA ? 1 : 0;
            }
        }
        assertThat(all).isPositive();
        return (double) ofA / all;
    }

    private void traffic(long millis, double perSecondAndNode) {
        for (int node = 0; node < NODES; node++) {
            arrive(node, 1_000 / perSecondAndNode, cluster.nowMillis() + millis);
        }
        cluster.pass(millis);
    }

    private void arrive(int node, double meanMillis, long until) {
        long inMillis = Math.round(-meanMillis * Math.log(1 - random.nextDouble()));
        cluster.after(inMillis, () -> {
            if (cluster.nowMillis() < until) {
                request(node);
                arrive(node, meanMillis, until);
            }
        });
    }

    /** Half of the requests stream. Prompts are of all sizes, and long ones take longer. */
    private void request(int number) {
        SimulatedCluster.Node node = cluster.node(number);
        Deployment deployment = node.plan(route).next().orElseThrow();
        asked.add(new Asked(number, cluster.nowMillis(), deployment.id().equals("a")));
        Flight flight = node.selector.begin(deployment);
        long prompt = (long) Math.exp(4 + 1.5 * random.nextGaussian());
        double noise = Math.exp(0.3 * random.nextGaussian());
        double first = millisToFirstToken.applyAsDouble(deployment.id(), cluster.nowMillis()) * noise + prompt * 0.005;
        double whole = first + OUTPUT_TOKENS * 0.5;
        boolean streams = random.nextBoolean();
        cluster.after(Math.round(streams ? first : whole), () -> {
            flight.decided(new UpstreamOutcome.Accepted(200));
            if (streams) {
                flight.firstToken(prompt, Math.round(first * 1e6));
            }
        });
        cluster.after(Math.round(whole) + 1, () -> {
            flight.whole(prompt, OUTPUT_TOKENS, Math.round(whole * 1e6));
            flight.close();
        });
    }
}
