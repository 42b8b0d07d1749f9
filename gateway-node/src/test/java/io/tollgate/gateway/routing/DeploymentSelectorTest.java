package io.tollgate.gateway.routing;

import static io.tollgate.gateway.routing.RoutingCatalog.deployment;
import static io.tollgate.gateway.routing.RoutingCatalog.disabled;
import static io.tollgate.gateway.routing.RoutingCatalog.route;
import static io.tollgate.gateway.routing.RoutingCatalog.snapshot;
import static io.tollgate.gateway.routing.RoutingCatalog.tier;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.routing.Hedging;
import io.tollgate.catalog.routing.PinnedOrder;
import io.tollgate.catalog.routing.Strategy;
import io.tollgate.gateway.model.RoutePlan;
import io.tollgate.gateway.model.UpstreamOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeploymentSelectorTest {

    private final Route route = route(new Tier(List.of("ptu-1")), new Tier(List.of("payg-1", "payg-2")));
    private final SimulatedCluster cluster = new SimulatedCluster(1, snapshot(route, "ptu-1", "payg-1", "payg-2"));
    private final SimulatedCluster.Node node = cluster.node(0);

    @Test
    void shouldPreferTheFirstTierAndTakeTurnsInsideTheSecond() {
        assertThat(node.order(route)).containsExactly("ptu-1", "payg-1", "payg-2");
        assertThat(node.order(route)).containsExactly("ptu-1", "payg-2", "payg-1");
        assertThat(node.order(route)).containsExactly("ptu-1", "payg-1", "payg-2");
    }

    @Test
    void shouldCountATurnForThoseAloneWhoAskForIt() {
        var served = new ArrayList<String>();
        for (int request = 0; request < 600; request++) {
            RoutePlan plan = node.plan(route);
            String first = plan.next().orElseThrow().id();
            // Two of three find room on the first, in no pattern that turns could follow.
            boolean spills = request % 3 == 0 || request % 7 == 0;
            served.add(spills ? plan.next().orElseThrow().id() : first);
        }

        assertThat(Collections.frequency(served, "payg-1") - Collections.frequency(served, "payg-2"))
                .isBetween(-1, 1);
        assertThat(Collections.frequency(served, "payg-1")).isGreaterThan(100);
    }

    @Test
    void shouldLeaveAThrottledDeploymentAloneExactlyAsLongAsItAsked() {
        decide("ptu-1", new UpstreamOutcome.Throttled(429, 800));

        cluster.pass(799);
        assertThat(node.order(route)).doesNotContain("ptu-1");
        cluster.pass(1);
        assertThat(node.order(route)).startsWith("ptu-1");
    }

    @Test
    void shouldNotForgetARestBecauseOfAnEarlierAnswer() {
        decide("ptu-1", new UpstreamOutcome.Throttled(429, 800));
        decide("ptu-1", new UpstreamOutcome.Accepted(200));

        assertThat(node.order(route)).doesNotContain("ptu-1");
    }

    @Test
    void shouldTryAgainWithinTheCapWhateverTheBackendAsks() {
        decide("ptu-1", new UpstreamOutcome.Throttled(429, 86_400_000));

        cluster.pass(59_999);
        assertThat(node.order(route)).doesNotContain("ptu-1");
        cluster.pass(1);
        assertThat(node.order(route)).contains("ptu-1");
    }

    @Test
    void shouldSayWhenThereWillBeRoomWhenEverythingRests() {
        decide("ptu-1", new UpstreamOutcome.Throttled(429, 5_000));
        decide("payg-1", new UpstreamOutcome.Throttled(429, 700));
        decide("payg-2", new UpstreamOutcome.Throttled(429, 900));

        RoutePlan plan = node.plan(route);
        assertThat(plan.next()).isEmpty();
        assertThat(plan.roomInMillis()).isEqualTo(700);
    }

    @Test
    void shouldNotPromiseRoomOfDeploymentsThatFail() {
        for (String id : List.of("ptu-1", "payg-1", "payg-2")) {
            for (int i = 0; i < 5; i++) {
                decide(id, new UpstreamOutcome.ConnectFailed());
            }
        }

        RoutePlan plan = node.plan(route);
        assertThat(plan.next()).isEmpty();
        assertThat(plan.roomInMillis()).isZero();
    }

    @Test
    void shouldLeaveOutWhatIsDisabled() {
        cluster.publish(snapshot(route, deployment("ptu-1"), disabled(deployment("payg-1")), deployment("payg-2")));

        assertThat(node.order(route)).containsExactly("ptu-1", "payg-2");
    }

    @Test
    void shouldKeepATierForItsClasses() {
        Route spilling = route(
                new Tier(List.of("ptu-1")),
                new Tier(List.of("payg-1"), Strategy.ROUND_ROBIN, Map.of(), Set.of("batch")));

        assertThat(SimulatedCluster.ids(node.plan(spilling, "batch"))).containsExactly("ptu-1", "payg-1");
        assertThat(SimulatedCluster.ids(node.plan(spilling, "interactive"))).containsExactly("ptu-1");
    }

    @Test
    void shouldObeyAPinnedOrderUntilItEndsAndFollowItWithTheRest() {
        Route pinned = route.withOrder(Optional.of(
                new PinnedOrder(List.of("payg-2", "ptu-1"), cluster.now().plusMillis(10_000))));

        assertThat(node.order(pinned)).containsExactly("payg-2", "ptu-1", "payg-1");
        cluster.pass(9_999);
        assertThat(node.order(pinned)).containsExactly("payg-2", "ptu-1", "payg-1");
        cluster.pass(1);
        assertThat(node.order(pinned)).startsWith("ptu-1");
    }

    @Test
    void shouldSkipAPinnedDeploymentThatRests() {
        Route pinned = route.withOrder(
                Optional.of(new PinnedOrder(List.of("payg-2"), cluster.now().plusMillis(10_000))));
        decide("payg-2", new UpstreamOutcome.Throttled(429, 800));

        assertThat(node.order(pinned)).containsExactly("ptu-1", "payg-1");
    }

    @Test
    void shouldNotHedgeWithoutKnowingWhatIsSlow() {
        Route hedged = route(50, Optional.of(new Hedging(10, 5)), tier(Strategy.ROUND_ROBIN, "ptu-1"));
        requests(hedged, 100);

        assertThat(node.selector.hedgeAfterMillis(hedged, cluster.deployment("ptu-1"), 10))
                .isEmpty();
    }

    @Test
    void shouldHedgeAfterTheLearnedSlowTailWithinTheBudget() {
        Route hedged = route(50, Optional.of(new Hedging(10, 5)), tier(Strategy.ROUND_ROBIN, "ptu-1"));
        requests(hedged, 100);
        answers("ptu-1", 200);

        assertThat(node.selector
                        .hedgeAfterMillis(hedged, cluster.deployment("ptu-1"), 0)
                        .orElseThrow())
                .as("95 of 100 within 190 ms, told to a tenth")
                .isBetween(189L, 210L);
        for (int i = 0; i < 10; i++) {
            assertThat(node.selector.mayHedge(hedged)).isTrue();
        }
        assertThat(node.selector.mayHedge(hedged)).isFalse();
        assertThat(node.selector.hedgeAfterMillis(hedged, cluster.deployment("ptu-1"), 0))
                .isEmpty();
    }

    @Test
    void shouldNotHedgeBeforeTheLeastDelayNorOnRoutesThatDoNot() {
        Route patient = route(50, Optional.of(new Hedging(10, 3_000)), tier(Strategy.ROUND_ROBIN, "ptu-1"));
        requests(patient, 100);
        answers("ptu-1", 200);

        assertThat(node.selector.hedgeAfterMillis(patient, cluster.deployment("ptu-1"), 0))
                .hasValue(3_000);
        assertThat(node.selector.hedgeAfterMillis(route, cluster.deployment("ptu-1"), 0))
                .isEmpty();
        assertThat(node.selector.mayHedge(route)).isFalse();
    }

    @Test
    void shouldForgetADeploymentThatLeftTheCatalog() {
        decide("ptu-1", new UpstreamOutcome.Throttled(429, 50_000));
        cluster.publish(snapshot(route(new Tier(List.of("payg-1"))), "payg-1"));
        cluster.publish(snapshot(route, "ptu-1", "payg-1", "payg-2"));

        assertThat(node.order(route)).startsWith("ptu-1");
    }

    private void requests(Route of, int count) {
        for (int i = 0; i < count; i++) {
            node.plan(of);
        }
    }

    /** Streams whose first tokens come after 1, 2, … ms. */
    private void answers(String id, int count) {
        for (int i = 1; i <= count; i++) {
            Flight flight = node.selector.begin(cluster.deployment(id));
            flight.decided(new UpstreamOutcome.Accepted(200));
            flight.firstToken(0, i * 1_000_000L);
            flight.close();
        }
    }

    private void decide(String deployment, UpstreamOutcome outcome) {
        Flight flight = node.selector.begin(cluster.deployment(deployment));
        flight.decided(outcome);
        flight.close();
    }
}
