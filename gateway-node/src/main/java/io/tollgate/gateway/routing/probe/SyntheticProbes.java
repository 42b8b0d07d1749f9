package io.tollgate.gateway.routing.probe;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Operation;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.routing.DeploymentSelector;
import io.tollgate.gateway.routing.breaker.Breaker;
import io.tollgate.gateway.routing.breaker.BreakerState;
import io.tollgate.gateway.routing.breaker.Entry;
import io.tollgate.gateway.routing.breaker.ProbeTickets;
import io.tollgate.gateway.routing.state.Deployments;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Calls deployments that want it and have had no traffic on any node for as long as they say, one node in the cluster at a time. Confined
 * to the timer that ticks it, but for what the tickets' answers start.
 */
public final class SyntheticProbes {

    private static final long MILLIS = 1_000;

    /** Answers that nobody adds to are forgotten at this rate; more than what is left is new. */
    private static final double HALF_LIFE_MILLIS = 5_000;

    private static final double ROUNDING = 1.02;

    private final Supplier<CatalogIndex> catalog;
    private final Deployments deployments;
    private final DeploymentSelector selector;
    private final ProbeTickets tickets;
    private final Prober prober;
    private final LongSupplier monotonicMillis;
    private final Map<String, Seen> seen = new HashMap<>();

    public SyntheticProbes(
            Supplier<CatalogIndex> catalog,
            Deployments deployments,
            DeploymentSelector selector,
            ProbeTickets tickets,
            Prober prober,
            LongSupplier monotonicMillis) {
        this.catalog = catalog;
        this.deployments = deployments;
        this.selector = selector;
        this.tickets = tickets;
        this.prober = prober;
        this.monotonicMillis = monotonicMillis;
    }

    /** How many answers were known at the last tick, and when there was traffic or a probe last. */
    private record Seen(double samples, long atMillis, long trafficAtMillis) {}

    /** To be called about once a second. */
    public void tick() {
        CatalogIndex current = catalog.get();
        Set<String> wanted = new HashSet<>();
        for (Deployment deployment : current.deployments()) {
            if (deployment.enabled() && deployment.handling().probeSeconds() > 0) {
                wanted.add(deployment.id());
                consider(deployment, operation(current, deployment.id()));
            }
        }
        seen.keySet().retainAll(wanted);
    }

    private void consider(Deployment deployment, Operation operation) {
        boolean isClosed = deployments.of(deployment).breaker().state() == BreakerState.CLOSED;
        if (!isDue(deployment, isClosed)) {
            return;
        }
        if (!isClosed) {
            // Who may try has a ticket of its own for that.
            probe(deployment, operation);
            return;
        }
        // Half the time, so that whoever asks next finds it free again.
        long millis = deployment.handling().probeSeconds() * MILLIS / 2;
        tickets.take(deployment.id(), millis).whenComplete((granted, nobody) -> {
            if (nobody != null || granted) {
                probe(deployment, operation);
            }
        });
    }

    /** Whether there was no traffic for long; if {@code isAnswered}, the next time is counted from now. */
    private boolean isDue(Deployment deployment, boolean isAnswered) {
        long now = monotonicMillis.getAsLong();
        String id = deployment.id();
        double samples = deployments.estimate(id).samples();
        Seen before = seen.get(id);
        boolean isNew = before == null
                || samples > before.samples * Math.pow(2, -(now - before.atMillis) / HALF_LIFE_MILLIS) * ROUNDING;
        boolean hasTraffic = isNew || deployments.inFlight(id) > 0;
        long trafficAt = hasTraffic ? now : before.trafficAtMillis;
        boolean isDue = now - trafficAt >= deployment.handling().probeSeconds() * MILLIS;
        seen.put(id, new Seen(samples, now, isDue && isAnswered ? now : trafficAt));
        return isDue;
    }

    private void probe(Deployment deployment, Operation operation) {
        Breaker breaker = deployments.of(deployment).breaker();
        Entry entry = breaker.enter(deployment.handling().breaker());
        if (entry instanceof Entry.Probe) {
            prober.probe(deployment, operation, selector.begin(deployment));
        } else if (entry instanceof Entry.Free) {
            prober.probe(deployment, operation, new LenientFlight(selector.begin(deployment)));
        }
    }

    /** What may be asked of it, by the routes that lead to it; chat where they do not say. */
    private static Operation operation(CatalogIndex current, String deploymentId) {
        for (Operation operation :
                new Operation[] {Operation.CHAT_COMPLETIONS, Operation.EMBEDDINGS, Operation.COMPLETIONS}) {
            for (Route route : current.routes()) {
                if (route.serves(operation) && leadsTo(route, deploymentId)) {
                    return operation;
                }
            }
        }
        return Operation.CHAT_COMPLETIONS;
    }

    private static boolean leadsTo(Route route, String deploymentId) {
        for (Tier tier : route.tiers()) {
            if (tier.deployments().contains(deploymentId)) {
                return true;
            }
        }
        return false;
    }
}
