package io.tollgate.gateway.routing.state;

import static io.tollgate.gateway.routing.RoutingCatalog.deployment;
import static io.tollgate.gateway.routing.RoutingCatalog.route;
import static io.tollgate.gateway.routing.RoutingCatalog.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.signals.DeploymentSignals;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.routing.breaker.Notice;
import io.tollgate.gateway.routing.breaker.ProbeTickets;
import io.tollgate.gateway.telemetry.DeploymentMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class DeploymentsTest {

    private final Deployment first = deployment("a");
    private long nowMillis = 1_000_000;
    private CatalogIndex catalog = catalog("a", "b");
    private final List<String> asked = new ArrayList<>();
    private final Deployments deployments =
            new Deployments(() -> catalog, () -> nowMillis, new NoTickets(), notice -> {});

    @Test
    void shouldSayNothingOfADeploymentThatNothingIsKnownOf() {
        assertThat(deployments.of(first).signals()).isEmpty();
    }

    @Test
    void shouldSayWhatItSees() {
        DeploymentState state = deployments.of(first);
        state.begun();
        state.latency().firstToken(0, 70_000_000);
        state.reported(0.8);
        state.breaker().heard(new Notice.Opened("a", 900));
        nowMillis += 100;

        DeploymentSignals signals = state.signals().orElseThrow();
        assertThat(signals.inFlight()).isEqualTo(1);
        assertThat(signals.firstTokenMicros()).isEqualTo(70_000);
        assertThat(signals.breaker()).isEqualTo("open");
        assertThat(signals.restMillis()).isEqualTo(800);
        assertThat(signals.utilisation()).isEqualTo(0.8);
    }

    @Test
    void shouldForgetWhatABackendSaidOfItselfAfterSeconds() {
        DeploymentState state = deployments.of(first);
        state.reported(0.8);
        nowMillis += 5_000;
        assertThat(state.utilisation()).isEqualTo(0.8);
        nowMillis += 1;
        assertThat(state.utilisation()).isNegative();
    }

    @Test
    void shouldAddUpWhatAllNodesSee() {
        deployments.of(first).begun();
        deployments.of(first).latency().firstToken(0, 10_000_000);
        deployments.heard(Neighbours.of(List.of(
                Map.of("a", new DeploymentSignals(2, 40_000, 0, 1, "closed", 0, 0.5)),
                Map.of("a", new DeploymentSignals(3, 10_000, 0, 1, "closed", 0, -1)))));

        assertThat(deployments.inFlight("a")).isEqualTo(6);
        assertThat(deployments.estimate("a").firstTokenMicros()).isEqualTo(20_000);
        assertThat(deployments.utilisation("a")).isEqualTo(0.5);
        assertThat(deployments.inFlight("b")).isZero();
        assertThat(deployments.utilisation("b")).isNegative();
    }

    @Test
    void shouldNotHeedWhatIsSaidOfStrangers() {
        deployments.heard(new Notice.Opened("stranger", 900));
        deployments.heard(new Notice.Opened("b", 900));

        var known = new ArrayList<String>();
        deployments.forEach((id, state) -> known.add(id));
        assertThat(known).containsExactly("b");
    }

    @Test
    void shouldForgetWhatLeftTheCatalog() {
        deployments.of(first).breaker().heard(new Notice.Rested("a", 900));
        catalog = catalog("b");
        deployments.forget();

        assertThat(deployments.known("a")).isEmpty();
    }

    @Test
    void shouldAskForTheTicketsOfThoseWhoseTimeIsUp() {
        deployments.of(first);
        deployments.heard(new Notice.Opened("b", 900));
        deployments.askForTickets();
        assertThat(asked).isEmpty();

        nowMillis += 900;
        deployments.askForTickets();
        assertThat(asked).containsExactly("b");
    }

    @Test
    void shouldKnowHowLongADeploymentHasHadNoTraffic() {
        DeploymentState state = deployments.of(first);
        nowMillis += 700;
        assertThat(state.idleMillis()).isEqualTo(700);
        state.begun();
        nowMillis += 700;
        assertThat(state.idleMillis()).isZero();
        state.ended();
        assertThat(state.idleMillis()).isEqualTo(700);
    }

    @Test
    void shouldShowTheDeploymentsOfTheCatalogAndNoOthers() {
        var registry = new SimpleMeterRegistry();
        var metrics = new DeploymentMetrics(registry, new DeploymentNumbers(deployments));
        metrics.show(List.of("a", "b"));
        deployments.of(first).breaker().heard(new Notice.Opened("a", 900));
        deployments.of(first).begun();

        assertThat(value(registry, "tollgate.deployment.breaker", "a")).isEqualTo(1);
        assertThat(value(registry, "tollgate.deployment.breaker", "b")).isZero();
        assertThat(value(registry, "tollgate.deployment.in.flight", "a")).isEqualTo(1);
        assertThat(value(registry, "tollgate.deployment.rest.seconds", "a")).isZero();
        assertThat(value(registry, "tollgate.deployment.first.token.seconds", "a"))
                .isNaN();
        assertThat(value(registry, "tollgate.deployment.per.token.seconds", "a"))
                .isNaN();

        metrics.show(List.of("b"));
        assertThat(registry.find("tollgate.deployment.breaker").gauges()).hasSize(1);
    }

    private static double value(SimpleMeterRegistry registry, String name, String deployment) {
        return registry.get(name).tag("deployment", deployment).gauge().value();
    }

    private static CatalogIndex catalog(String... ids) {
        return new CatalogIndex(snapshot(route(new Tier(List.of(ids))), ids));
    }

    private final class NoTickets implements ProbeTickets {
        @Override
        public CompletionStage<Boolean> take(String deploymentId, long millis) {
            asked.add(deploymentId);
            return new CompletableFuture<>();
        }

        @Override
        public void used(String deploymentId, long millis) {
            // Nobody uses one.
        }
    }
}
