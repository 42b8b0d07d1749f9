package io.tollgate.gateway.routing.probe;

import static io.tollgate.gateway.routing.RoutingCatalog.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Operation;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.backend.BreakerPolicy;
import io.tollgate.catalog.backend.Connection;
import io.tollgate.catalog.backend.Handling;
import io.tollgate.catalog.signals.DeploymentSignals;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.tollgate.gateway.routing.DeploymentSelector;
import io.tollgate.gateway.routing.Flight;
import io.tollgate.gateway.routing.breaker.BreakerState;
import io.tollgate.gateway.routing.breaker.Notice;
import io.tollgate.gateway.routing.breaker.ProbeTickets;
import io.tollgate.gateway.routing.budget.RouteBudgets;
import io.tollgate.gateway.routing.choice.Choosers;
import io.tollgate.gateway.routing.state.Deployments;
import io.tollgate.gateway.routing.state.Neighbours;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SyntheticProbesTest {

    private final Deployment probed = probed("probed", 10);
    private final Deployment other = deployment("other");
    private final CatalogIndex catalog = catalog(Set.of());
    private final List<String> calls = new ArrayList<>();
    private long nowMillis = 1_000_000;
    private UpstreamOutcome answer = new UpstreamOutcome.Accepted(200);
    private CompletionStage<Boolean> ticket = CompletableFuture.completedStage(true);
    private final Deployments deployments =
            new Deployments(() -> catalog, () -> nowMillis, new Tickets(), notice -> {});
    private final DeploymentSelector selector = new DeploymentSelector(
            deployments,
            new Choosers(deployments, this::now, new Random(1)),
            new RouteBudgets(() -> nowMillis),
            this::now);
    private final SyntheticProbes probes = probes(catalog);

    @Test
    void shouldCallWhatHasNoTrafficAndWantsItAsOftenAsItSays() {
        pass(60);

        assertThat(calls).hasSizeBetween(5, 6).containsOnly("probed CHAT_COMPLETIONS");
        assertThat(deployments.estimate("probed").firstTokenMicros()).isPositive();
    }

    @Test
    void shouldNotCallWhatThisNodeCalls() {
        for (int i = 0; i < 60; i++) {
            Flight flight = selector.begin(probed);
            flight.firstToken(1, 10_000_000);
            flight.close();
            pass(1);
        }

        assertThat(calls).isEmpty();
    }

    @Test
    void shouldNotCallWhatOtherNodesCall() {
        for (int i = 0; i < 60; i++) {
            deployments.heard(
                    Neighbours.of(List.of(Map.of("probed", new DeploymentSignals(0, 10_000, 0, 8, "closed", 0, -1)))));
            pass(1);
        }

        assertThat(calls).isEmpty();
    }

    @Test
    void shouldLeaveItToTheNodeThatHasTheTicket() {
        ticket = CompletableFuture.completedStage(false);
        pass(60);

        assertThat(calls).isEmpty();
    }

    @Test
    void shouldCallByItselfWhenThereIsNobodyToAsk() {
        ticket = CompletableFuture.failedStage(new IllegalStateException("away"));
        pass(15);

        assertThat(calls).hasSize(1);
    }

    @Test
    void shouldNotCallWhatRests() {
        deployments.of(probed).breaker().heard(new Notice.Rested("probed", 55_000));
        pass(50);

        assertThat(calls).isEmpty();
    }

    @Test
    void shouldBringBackWhatNobodyElseTries() {
        deployments.of(probed).breaker().heard(new Notice.Opened("probed", 2_000));
        pass(5);
        deployments.askForTickets();
        assertThat(deployments.of(probed).breaker().state()).isEqualTo(BreakerState.HALF_OPEN);
        for (int i = 0; i < 10; i++) {
            deployments.askForTickets();
            pass(1);
        }

        assertThat(calls).hasSize(1);
        assertThat(deployments.of(probed).breaker().state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void shouldNotBlameADeploymentForNotLikingSmallCalls() {
        answer = new UpstreamOutcome.ServerError(404);
        pass(200);

        assertThat(calls).hasSizeGreaterThan(10);
        assertThat(deployments.of(probed).breaker().state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void shouldLeaveADeadOneOpen() {
        answer = new UpstreamOutcome.ConnectFailed();
        deployments.of(probed).breaker().heard(new Notice.Opened("probed", 2_000));
        for (int i = 0; i < 60; i++) {
            deployments.askForTickets();
            pass(1);
        }

        assertThat(calls).as("no more than one in two seconds").hasSizeBetween(10, 30);
        assertThat(deployments.of(probed).breaker().state()).isNotEqualTo(BreakerState.CLOSED);
    }

    @Test
    void shouldAskWhatTheRouteServes() {
        CatalogIndex embedding = catalog(Set.of(Operation.EMBEDDINGS));
        SyntheticProbes ofEmbedding = probes(embedding);
        for (int i = 0; i < 15; i++) {
            nowMillis += 1_000;
            ofEmbedding.tick();
        }

        assertThat(calls).containsExactly("probed EMBEDDINGS");
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            nowMillis += 1_000;
            probes.tick();
        }
    }

    private SyntheticProbes probes(CatalogIndex of) {
        Prober prober = (deployment, operation, flight) -> {
            calls.add(deployment.id() + " " + operation);
            flight.decided(answer);
            if (!answer.retriable()) {
                flight.whole(1, 1, 50_000_000);
            }
            flight.close();
        };
        return new SyntheticProbes(() -> of, deployments, selector, new Tickets(), prober, () -> nowMillis);
    }

    private CatalogIndex catalog(Set<Operation> operations) {
        var route = new Route("gpt-4o", Set.of(), operations, 1, List.of(new Tier(List.of("probed", "other"))));
        return new CatalogIndex(new CatalogSnapshot(1, List.of(probed, other), List.of(route)));
    }

    private Instant now() {
        return Instant.ofEpochMilli(nowMillis);
    }

    private static Deployment probed(String id, long seconds) {
        Deployment plain = deployment(id);
        return new Deployment(
                plain.id(),
                plain.url(),
                plain.api(),
                plain.apiVersion(),
                plain.deployedModel(),
                plain.model(),
                plain.capacity(),
                plain.region(),
                plain.credential(),
                true,
                plain.limits(),
                new Handling(Map.of(), Connection.DEFAULT, BreakerPolicy.DEFAULT, seconds));
    }

    private final class Tickets implements ProbeTickets {
        @Override
        public CompletionStage<Boolean> take(String deploymentId, long millis) {
            return ticket;
        }

        @Override
        public void used(String deploymentId, long millis) {
            // Nobody else is here.
        }
    }
}
