package io.tollgate.gateway.capacity;

import static io.tollgate.gateway.capacity.CapacityWorld.HIGH;
import static io.tollgate.gateway.capacity.CapacityWorld.LOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.PriorityClass;
import io.tollgate.catalog.backend.DeploymentCapacity;
import io.tollgate.catalog.backend.DeploymentCapacity.Reserve;
import io.tollgate.gateway.settlement.LateCommands;
import io.tollgate.gateway.settlement.OpenReservations;
import io.tollgate.gateway.settlement.Settler;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.LedgerUnavailableException;
import io.tollgate.ledger.ReservationId;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CapacityGateTest {

    private static final DeploymentCapacity CAPACITY =
            CapacityWorld.capacity(List.of(new Reserve("high", 30_000, 0, 0, false)), List.of());

    @Test
    void shouldCountNothingOfADeploymentWithoutLimits() {
        var world = new CapacityWorld(CAPACITY);
        var claim = world.gate
                .claim(want(without(world.deployment), HIGH))
                .toCompletableFuture()
                .join();
        assertThat(claim).isEqualTo(new Claim.Room(Hold.UNCOUNTED));
        Hold.UNCOUNTED.settle(1, 0, 1);
        Hold.UNCOUNTED.throttled(10);
        assertThat(Hold.UNCOUNTED.isCounted()).isFalse();
        assertThat(world.level()).isEqualTo(3_333);
    }

    @Test
    void shouldLetTheBackendDecideWhileTheLedgerIsAway() {
        List<String> commands = new ArrayList<>();
        Ledger away = (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                    commands.add(method.getName());
                    return CompletableFuture.failedFuture(new LedgerUnavailableException("away", null));
                });
        var open = new OpenReservations(away, Duration.ofSeconds(30), () -> 0);
        var gate = new CapacityGate(
                away, new Settler(away, open, new LateCommands(() -> false, () -> 0)), Duration.ofSeconds(30), () -> 0);
        var claim = gate.claim(want(new CapacityWorld(CAPACITY).deployment, LOW))
                .toCompletableFuture()
                .join();
        assertThat(claim).isEqualTo(new Claim.Room(Hold.UNCOUNTED));
        assertThat(commands).containsExactly("reserve", "release");
        assertThat(open.count()).isZero();
        assertThat(gate.denied()).isZero();
    }

    @Test
    void shouldFollowAChangedConfiguration() {
        var world = new CapacityWorld(CAPACITY);
        while (world.attempt("low", LOW, "t", 100) == 0) {
            // Takes all that the low class may.
        }
        assertThat(world.gate.denied()).isEqualTo(1);
        Deployment opened = with(world.deployment, Optional.of(CapacityWorld.capacity(List.of(), List.of())));
        var claim = world.gate.claim(want(opened, LOW)).toCompletableFuture().join();
        assertThat(claim).isInstanceOf(Claim.Room.class);
    }

    @Test
    void shouldStackTheReservesOfSeveralClasses() {
        var classes = List.of(
                new PriorityClass("a", null, 0), new PriorityClass("b", null, 0), new PriorityClass("c", null, 0));
        var capacity = CapacityWorld.capacity(
                List.of(new Reserve("a", 30_000, 500, 0, false), new Reserve("b", 20_000, 400, 0, false)), List.of());
        var plan = new CapacityPlan(capacity, classes);
        assertThat(plan.debits(0, "t", 10, CapacityPlan.Ground.FREE))
                .extracting(debit -> debit.allowance().id() + " " + debit.floor())
                .containsExactly("tokens 0");
        assertThat(plan.debits(1, "t", 10, CapacityPlan.Ground.FREE))
                .extracting(debit -> debit.allowance().id() + " " + debit.floor())
                .containsExactly("tokens 500", "below:a 0");
        assertThat(plan.debits(2, "t", 10, CapacityPlan.Ground.FREE))
                .extracting(debit -> debit.allowance().id() + " " + debit.floor())
                .containsExactly("tokens 900", "below:a 400", "below:b 0");
    }

    private static Want want(Deployment deployment, int rank) {
        return new Want(deployment, CapacityWorld.CLASSES, rank, "t", new ReservationId("r"), 100, 0);
    }

    private static Deployment without(Deployment deployment) {
        return with(deployment, Optional.empty());
    }

    private static Deployment with(Deployment deployment, Optional<DeploymentCapacity> limits) {
        return new Deployment(
                deployment.id(),
                deployment.url(),
                deployment.api(),
                deployment.apiVersion(),
                deployment.deployedModel(),
                deployment.model(),
                deployment.capacity(),
                deployment.region(),
                deployment.credential(),
                deployment.enabled(),
                limits,
                deployment.handling());
    }
}
