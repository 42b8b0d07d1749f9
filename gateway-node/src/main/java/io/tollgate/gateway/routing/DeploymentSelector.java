package io.tollgate.gateway.routing;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.routing.PinnedOrder;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.model.RoutePlan;
import io.tollgate.gateway.routing.budget.RouteBudgets;
import io.tollgate.gateway.routing.choice.Choice;
import io.tollgate.gateway.routing.choice.Chooser;
import io.tollgate.gateway.routing.choice.Choosers;
import io.tollgate.gateway.routing.state.Deployments;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Chooses deployments for requests: what an administrator has put first, then tier by tier, in each by the tier's strategy, leaving
 * out those that fail or rest. Knows the routes' budgets for second attempts. Thread-safe; nothing here waits.
 */
public final class DeploymentSelector {

    private static final Chooser AS_PUT = new Chooser() {
        @Override
        public Deployment first(Choice choice) {
            return choice.candidates().getFirst();
        }

        @Override
        public Deployment then(Choice choice) {
            return choice.candidates().getFirst();
        }
    };

    private final Deployments deployments;
    private final Choosers choosers;
    private final RouteBudgets budgets;
    private final InstantSource clock;

    /**
     * @param clock the node's wall clock, by which a pinned order ends
     */
    public DeploymentSelector(Deployments deployments, Choosers choosers, RouteBudgets budgets, InstantSource clock) {
        this.deployments = deployments;
        this.choosers = choosers;
        this.budgets = budgets;
        this.clock = clock;
    }

    /**
     * What to try for a request now. Counts the request for the route's budgets.
     *
     * @param priorityClass of the request; some tiers are for some classes only
     */
    public RoutePlan plan(CatalogIndex catalog, Route route, String priorityClass) {
        budgets.request(route);
        var groups = new ArrayList<Group>(route.tiers().size());
        PinnedOrder order = route.order()
                .filter(pinned -> clock.instant().isBefore(pinned.until()))
                .orElse(null);
        if (order != null) {
            pinned(route, order, priorityClass, groups);
        }
        for (int i = 0; i < route.tiers().size(); i++) {
            Tier tier = route.tiers().get(i);
            if (tier.admits(priorityClass)) {
                groups.add(new Group(tier, tier.deployments(), choosers.of(route.model(), i, tier)));
            }
        }
        return new LazyPlan(catalog, groups, deployments);
    }

    private static void pinned(Route route, PinnedOrder order, String priorityClass, List<Group> groups) {
        for (String id : order.deployments()) {
            for (Tier tier : route.tiers()) {
                if (tier.deployments().contains(id) && tier.admits(priorityClass)) {
                    groups.add(new Group(tier, List.of(id), AS_PUT));
                }
            }
        }
    }

    /** A call to {@code deployment} begins. */
    public Flight begin(Deployment deployment) {
        return new CallFlight(deployments.of(deployment), deployment.handling().breaker());
    }

    /** Whether a failed request of the route may be tried once more, by the route's retry budget; counts it if so. */
    public boolean mayRetry(Route route) {
        return budgets.retry(route);
    }

    /**
     * After how long a call to {@code deployment} is slow enough for a second one beside it, in milliseconds; empty when the route
     * does not hedge, has spent its budget for it, or nothing is known of the deployment's speed.
     */
    public OptionalLong hedgeAfterMillis(Route route, Deployment deployment, long promptTokens) {
        return route.attempts()
                .hedging()
                .filter(hedging -> budgets.mayHedge(route, hedging))
                .map(hedging -> {
                    OptionalLong slow = deployments.of(deployment).latency().slowMillis(promptTokens);
                    return slow.isEmpty()
                            ? slow
                            : OptionalLong.of(Math.max(slow.getAsLong(), hedging.leastDelayMillis()));
                })
                .orElseGet(OptionalLong::empty);
    }

    /** Whether a call that has turned out slow gets a second one beside it now; counts it for the route's budget if so. */
    public boolean mayHedge(Route route) {
        return route.attempts()
                .hedging()
                .map(hedging -> budgets.hedge(route, hedging))
                .orElse(false);
    }

    /** Forgets everything about what the catalog does not hold. To be called when another catalog is in force. */
    public void keep(CatalogIndex catalog) {
        Set<String> routes = new HashSet<>();
        catalog.routes().forEach(route -> routes.add(route.model()));
        choosers.keep(routes);
        budgets.keep(routes);
        deployments.forget();
    }
}
