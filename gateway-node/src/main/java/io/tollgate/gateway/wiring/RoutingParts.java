package io.tollgate.gateway.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.catalog.Deployment;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.catalog.LiveCatalog;
import io.tollgate.gateway.routing.DeploymentSelector;
import io.tollgate.gateway.routing.breaker.ProbeTickets;
import io.tollgate.gateway.routing.budget.RouteBudgets;
import io.tollgate.gateway.routing.choice.Choosers;
import io.tollgate.gateway.routing.probe.SyntheticProbes;
import io.tollgate.gateway.routing.shared.NoticeFeed;
import io.tollgate.gateway.routing.shared.RedisTickets;
import io.tollgate.gateway.routing.shared.SharedRedis;
import io.tollgate.gateway.routing.shared.SignalsExchange;
import io.tollgate.gateway.routing.state.DeploymentNumbers;
import io.tollgate.gateway.routing.state.Deployments;
import io.tollgate.gateway.telemetry.DeploymentMetrics;
import io.tollgate.gateway.upstream.BackendClient;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/** What chooses deployments, and what goes on beside it. */
final class RoutingParts {

    private static final long TICKETS_EVERY_MILLIS = 100;
    private static final long PROBES_EVERY_MILLIS = 1_000;

    private final LiveCatalog catalog;
    private final Deployments deployments;
    private final DeploymentSelector selector;
    private final NoticeFeed notices;
    private final SignalsExchange signals;
    private final DeploymentMetrics metrics;
    private final ProbeTickets probeTickets;
    private final AtomicBoolean listens = new AtomicBoolean();
    private long knownVersion = -1;

    RoutingParts(SharedRedis redis, String nodeName, InstantSource clock, LiveCatalog catalog, MeterRegistry registry) {
        this.catalog = catalog;
        notices = new NoticeFeed(redis, nodeName);
        deployments = new Deployments(
                catalog::current, Clocks.monotonicMillis(), new RedisTickets(redis, nodeName, "tries"), notices::tell);
        var choosers = new Choosers(
                deployments, clock, () -> ThreadLocalRandom.current().nextLong());
        selector = new DeploymentSelector(deployments, choosers, new RouteBudgets(Clocks.monotonicMillis()), clock);
        signals = new SignalsExchange(redis, nodeName, clock, deployments);
        metrics = new DeploymentMetrics(registry, new DeploymentNumbers(deployments));
        probeTickets = new RedisTickets(redis, nodeName, "probes");
    }

    DeploymentSelector selector() {
        return selector;
    }

    /**
     * Starts the timers; they end with {@code vertx}.
     *
     * @param client calls deployments that have no traffic, if they want it
     */
    void start(Vertx vertx, BackendClient client) {
        var probes = new SyntheticProbes(
                catalog::current,
                deployments,
                selector,
                probeTickets,
                new SmallestCall(client, vertx.getOrCreateContext(), Clocks.nanos()),
                Clocks.monotonicMillis());
        vertx.setPeriodic(PROBES_EVERY_MILLIS, tick -> probes.tick());
        listenOnce();
        vertx.setPeriodic(TICKETS_EVERY_MILLIS, tick -> deployments.askForTickets());
        vertx.setPeriodic(SignalsExchange.EVERY_MILLIS, tick -> {
            listenOnce();
            followCatalog();
            signals.tick();
        });
    }

    private void listenOnce() {
        if (listens.compareAndSet(false, true)) {
            notices.listen(deployments::heard).exceptionally(failure -> {
                listens.set(false);
                return null;
            });
        }
    }

    /** Confined to the timer. */
    private void followCatalog() {
        CatalogIndex current = catalog.current();
        if (current.version() != knownVersion) {
            knownVersion = current.version();
            selector.keep(current);
            metrics.show(current.deployments().stream().map(Deployment::id).toList());
        }
    }
}
