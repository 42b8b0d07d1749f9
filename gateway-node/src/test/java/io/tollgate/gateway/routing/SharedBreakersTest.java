package io.tollgate.gateway.routing;

import static io.tollgate.gateway.routing.RoutingCatalog.deployment;
import static io.tollgate.gateway.routing.RoutingCatalog.route;
import static io.tollgate.gateway.routing.RoutingCatalog.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.backend.BreakerPolicy;
import io.tollgate.gateway.model.RoutePlan;
import io.tollgate.gateway.model.UpstreamOutcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three nodes under traffic, before deployments that fail, throttle and come back. */
class SharedBreakersTest {

    private static final long OPEN_MILLIS = 2_000;
    private static final BreakerPolicy POLICY = new BreakerPolicy(3, 50, 20, 10, OPEN_MILLIS, 60_000);
    private static final UpstreamOutcome REFUSED = new UpstreamOutcome.ConnectFailed();

    private final Route route = route(new Tier(List.of("dead")), new Tier(List.of("alive")));
    private final SimulatedCluster cluster =
            new SimulatedCluster(3, snapshot(route, deployment("dead", POLICY), deployment("alive", POLICY)));
    private final List<Long> callsToDead = new ArrayList<>();
    private UpstreamOutcome answerOfDead = REFUSED;
    private long answersAfterMillis = 1;
    private int unserved;

    @Test
    void shouldOpenOnAllNodesByTheFailuresOfOne() {
        for (int i = 0; i < 3; i++) {
            request(cluster.node(0));
            cluster.pass(10);
        }
        assertThat(callsToDead).hasSize(3);

        request(cluster.node(1));
        request(cluster.node(2));
        assertThat(callsToDead).hasSize(3);
    }

    @Test
    void shouldTryADeadDeploymentOnceInEachIntervalWhateverTheNodes() {
        traffic(60_000);
        List<Long> tries = callsToDead.subList(9, callsToDead.size());

        assertThat(callsToDead.subList(0, 9))
                .as("until it opened; those under way may be a few more than three")
                .allSatisfy(at -> assertThat(at).isLessThan(cluster.nowMillis() - 59_000));
        for (int i = 1; i < tries.size(); i++) {
            assertThat(tries.get(i) - tries.get(i - 1)).isGreaterThanOrEqualTo(OPEN_MILLIS);
        }
        assertThat(tries).as("and is not given up").hasSizeGreaterThan(20);
        assertThat(unserved).isZero();
    }

    @Test
    void shouldTryOnceInEachIntervalAlsoWhenTriesHang() {
        traffic(1_000);
        answersAfterMillis = 7_000;
        traffic(5_000);
        callsToDead.clear();
        traffic(60_000);

        for (int i = 1; i < callsToDead.size(); i++) {
            assertThat(callsToDead.get(i) - callsToDead.get(i - 1)).isGreaterThanOrEqualTo(OPEN_MILLIS);
        }
        assertThat(callsToDead).isNotEmpty();
    }

    @Test
    void shouldServeAgainFromAllNodesSoonAfterItIsBack() {
        traffic(20_000);
        answerOfDead = new UpstreamOutcome.Accepted(200);
        traffic(OPEN_MILLIS + 500);
        callsToDead.clear();
        traffic(1_000);

        assertThat(callsToDead).as("everything that three nodes ask").hasSize(300);
    }

    @Test
    void shouldRestOnAllNodesExactlyAsLongAsOneWasAsked() {
        answerOfDead = new UpstreamOutcome.Throttled(429, 800);
        request(cluster.node(0));
        cluster.pass(10);
        answerOfDead = new UpstreamOutcome.Accepted(200);
        long askedAt = callsToDead.removeFirst();
        traffic(1_000);

        assertThat(callsToDead.getFirst() - askedAt)
                .as("from the answer, a millisecond after the call, and the message on its way")
                .isBetween(800L, 820L);
    }

    @Test
    void shouldTryByEachNodeAloneWithoutRedis() {
        cluster.redisGoes();
        traffic(4_000);
        callsToDead.clear();
        traffic(20_000);

        assertThat(callsToDead.size()).isBetween(3 * 8, 3 * 10);
        assertThat(unserved).isZero();
    }

    @Test
    void shouldNotTouchAnotherDeploymentOfTheSameEndpoint() {
        answerOfDead = new UpstreamOutcome.Throttled(429, 60_000);
        traffic(500);

        assertThat(cluster.deployment("dead").url())
                .isEqualTo(cluster.deployment("alive").url());
        cluster.nodes().forEach(node -> assertThat(node.order(route)).containsExactly("alive"));
    }

    @Test
    void shouldFindTheDeadOneBackWithLittleTraffic() {
        traffic(1_000);
        answerOfDead = new UpstreamOutcome.Accepted(200);
        cluster.pass(60_000);
        callsToDead.clear();
        int requests = 0;
        while (callsToDead.isEmpty() && requests < 100) {
            request(cluster.node(requests % 3));
            requests++;
            cluster.pass(7_003);
        }

        assertThat(requests).as("one of three nodes has the ticket at any time").isLessThan(30);
    }

    /** A request of each node every ten milliseconds. */
    private void traffic(long millis) {
        for (long passed = 0; passed < millis; passed += 10) {
            cluster.nodes().forEach(this::request);
            cluster.pass(10);
        }
    }

    private void request(SimulatedCluster.Node node) {
        next(node, node.plan(route));
    }

    private void next(SimulatedCluster.Node node, RoutePlan plan) {
        Deployment deployment = plan.next().orElse(null);
        if (deployment == null) {
            unserved++;
            return;
        }
        boolean isDead = deployment.id().equals("dead");
        Flight flight = node.selector.begin(deployment);
        if (isDead) {
            callsToDead.add(cluster.nowMillis());
        }
        cluster.after(isDead ? answersAfterMillis : 1, () -> {
            UpstreamOutcome outcome = isDead ? answerOfDead : new UpstreamOutcome.Accepted(200);
            flight.decided(outcome);
            flight.close();
            if (outcome.retriable()) {
                next(node, plan);
            }
        });
    }
}
