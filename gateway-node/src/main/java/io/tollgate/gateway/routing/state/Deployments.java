package io.tollgate.gateway.routing.state;

import io.tollgate.catalog.Deployment;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.routing.breaker.Breaker;
import io.tollgate.gateway.routing.breaker.Notice;
import io.tollgate.gateway.routing.breaker.ProbeTickets;
import io.tollgate.gateway.routing.choice.Sight;
import io.tollgate.gateway.routing.latency.Estimate;
import io.tollgate.gateway.routing.latency.LatencyLearner;
import io.tollgate.gateway.routing.latency.PromptEffect;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * All deployments of the catalog, as this node sees them and as the others do. Thread-safe; holds what the catalog holds, once
 * {@link #forget} has run.
 */
public final class Deployments implements Sight {

    private final Supplier<CatalogIndex> catalog;
    private final LongSupplier monotonicMillis;
    private final ProbeTickets tickets;
    private final Consumer<Notice> tell;
    private final ConcurrentHashMap<String, DeploymentState> states = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, PromptEffect> promptEffects = new ConcurrentHashMap<>();
    private volatile Neighbours neighbours = Neighbours.NONE;

    /**
     * @param catalog in force
     * @param tell takes what the other nodes must know at once
     */
    public Deployments(
            Supplier<CatalogIndex> catalog, LongSupplier monotonicMillis, ProbeTickets tickets, Consumer<Notice> tell) {
        this.catalog = catalog;
        this.monotonicMillis = monotonicMillis;
        this.tickets = tickets;
        this.tell = tell;
    }

    public DeploymentState of(Deployment deployment) {
        DeploymentState known = states.get(deployment.id());
        return known != null ? known : states.computeIfAbsent(deployment.id(), id -> create(deployment));
    }

    private DeploymentState create(Deployment deployment) {
        var effect = promptEffects.computeIfAbsent(deployment.model(), model -> new PromptEffect());
        return new DeploymentState(
                monotonicMillis,
                new Breaker(deployment.id(), monotonicMillis, tickets, tell),
                new LatencyLearner(monotonicMillis, effect));
    }

    /** Whether the node has a catalog yet; before that it heeds no other node. */
    public boolean hasCatalog() {
        return catalog.get().version() >= 0;
    }

    /** Another node has told something; of a deployment that the catalog does not hold it is ignored. */
    public void heard(Notice notice) {
        Deployment deployment = catalog.get().deployment(notice.deployment());
        if (deployment != null) {
            of(deployment).breaker().heard(notice);
        }
    }

    /** What the other nodes last told, all of it. */
    public void heard(Neighbours others) {
        neighbours = others;
    }

    /** Asks for the tickets of those that wait to be tried again. */
    public void askForTickets() {
        catalog.get().deployments().forEach(deployment -> {
            DeploymentState state = states.get(deployment.id());
            if (state != null && deployment.enabled()) {
                state.breaker().askForTicket(deployment.handling().breaker());
            }
        });
    }

    /** What is known of the deployment of this id; empty when nothing is. */
    Optional<DeploymentState> known(String deploymentId) {
        return Optional.ofNullable(states.get(deploymentId));
    }

    /** Those that something is known of, by id. */
    public void forEach(BiConsumer<String, DeploymentState> action) {
        states.forEach(action);
    }

    /** Forgets what has left the catalog. */
    public void forget() {
        Set<String> ids = new HashSet<>();
        Set<String> models = new HashSet<>();
        catalog.get().deployments().forEach(deployment -> {
            ids.add(deployment.id());
            models.add(deployment.model());
        });
        states.keySet().retainAll(ids);
        promptEffects.keySet().retainAll(models);
    }

    @Override
    public int inFlight(String deploymentId) {
        DeploymentState mine = states.get(deploymentId);
        return neighbours.inFlight(deploymentId) + (mine == null ? 0 : mine.inFlight());
    }

    @Override
    public Estimate estimate(String deploymentId) {
        DeploymentState mine = states.get(deploymentId);
        Estimate theirs = neighbours.estimate(deploymentId);
        return mine == null ? theirs : mine.latency().estimate().and(theirs);
    }

    @Override
    public double utilisation(String deploymentId) {
        DeploymentState mine = states.get(deploymentId);
        double own = mine == null ? -1 : mine.utilisation();
        double theirs = neighbours.utilisation(deploymentId);
        if (own < 0 || theirs < 0) {
            return Math.max(own, theirs);
        }
        return (own + theirs) / 2;
    }

    @Override
    public long servingMillis(String deploymentId) {
        DeploymentState mine = states.get(deploymentId);
        return mine == null ? Long.MAX_VALUE : mine.breaker().servingMillis();
    }
}
