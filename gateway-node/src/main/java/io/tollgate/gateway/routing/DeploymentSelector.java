package io.tollgate.gateway.routing;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.model.RoutePlan;
import io.tollgate.gateway.model.UpstreamOutcome;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Orders a route's deployments: tier by tier, round-robin inside a tier, leaving out those that are resting.
 * Thread-safe.
 */
public final class DeploymentSelector {

    private final Cooldowns cooldowns;
    private final ConcurrentHashMap<String, AtomicInteger> turns = new ConcurrentHashMap<>();

    public DeploymentSelector(Cooldowns cooldowns) {
        this.cooldowns = cooldowns;
    }

    /**
     * What to try for a request now.
     *
     * @param priorityClass of the request; some tiers are for some classes only
     */
    public RoutePlan plan(CatalogIndex catalog, Route route, String priorityClass) {
        var candidates = new ArrayList<Deployment>();
        long soonest = Long.MAX_VALUE;
        int turn = turns.computeIfAbsent(route.model(), name -> new AtomicInteger())
                .getAndIncrement();
        for (Tier tier : route.tiers()) {
            List<String> ids = tier.deployments();
            for (int i = 0; i < ids.size(); i++) {
                Deployment deployment = catalog.deployment(ids.get(Math.floorMod(turn + i, ids.size())));
                if (deployment.enabled()) {
                    long restMillis = cooldowns.remainingMillis(deployment.id());
                    if (restMillis == 0) {
                        candidates.add(deployment);
                    } else {
                        soonest = Math.min(soonest, restMillis);
                    }
                }
            }
        }
        return new Planned(candidates.iterator(), soonest == Long.MAX_VALUE ? 0 : soonest);
    }

    private record Planned(Iterator<Deployment> rest, long roomInMillis) implements RoutePlan {
        @Override
        public Optional<Deployment> next() {
            return rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
        }
    }

    /** A call to {@code deployment} begins. */
    public Flight begin(Deployment deployment) {
        return new Flight() {
            @Override
            public void decided(UpstreamOutcome outcome, boolean isRemembered) {
                if (!(outcome instanceof UpstreamOutcome.Throttled && isRemembered)) {
                    cooldowns.observe(deployment.id(), outcome);
                }
            }

            @Override
            public void firstToken(long promptTokens, long nanos) {
                // Nothing is learned from it yet.
            }

            @Override
            public void whole(long promptTokens, long outputTokens, long nanos) {
                // Nothing is learned from it yet.
            }

            @Override
            public void close() {
                // Nothing is counted yet.
            }
        };
    }

    /** Whether a failed request of the route may be tried once more, by the route's retry budget; counts it if so. */
    public boolean mayRetry(Route route) {
        return true;
    }

    /**
     * After how long a call to {@code deployment} is slow enough for a second one beside it, in milliseconds; empty when the route
     * does not hedge, has spent its budget for it, or nothing is known of the deployment's speed.
     */
    public OptionalLong hedgeAfterMillis(Route route, Deployment deployment, long promptTokens) {
        return OptionalLong.empty();
    }
}
