package io.tollgate.gateway.routing;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.model.RoutePlan;
import io.tollgate.gateway.model.UpstreamOutcome;
import java.util.ArrayList;
import java.util.List;
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

    /** What to try for a request now. */
    public RoutePlan plan(CatalogIndex catalog, Route route) {
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
        return new RoutePlan(candidates, soonest == Long.MAX_VALUE ? 0 : soonest);
    }

    /** Learns from an attempt, so that the next plan leaves out what has no room. */
    public void observe(String deploymentId, UpstreamOutcome outcome) {
        cooldowns.observe(deploymentId, outcome);
    }
}
