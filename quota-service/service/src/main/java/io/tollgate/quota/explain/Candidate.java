package io.tollgate.quota.explain;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.routing.PinnedOrder;
import io.tollgate.quota.explain.Explanation.DeploymentExplanation;
import io.tollgate.quota.usage.LevelDocument;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A deployment of a route, for a request.
 *
 * @param deployment which
 * @param position its tier's, 1 for the first
 * @param tier in which it stands
 * @param pinned whether an order set by hand says when it is tried
 * @param priority the class of the request
 */
record Candidate(Deployment deployment, int position, Tier tier, boolean pinned, String priority) {

    /** The route's, in the order in which they are tried: as set by hand while that holds, then tier by tier. */
    static List<Candidate> all(Scene scene, Route route, String priority, Instant now) {
        List<String> pinned = route.order()
                .filter(order -> now.isBefore(order.until()))
                .map(PinnedOrder::deployments)
                .orElse(List.of());
        Set<String> order = new LinkedHashSet<>(pinned);
        order.addAll(route.deployments());
        return order.stream()
                .flatMap(id -> scene.deployments().stream()
                        .filter(deployment -> deployment.id().equals(id)))
                .map(deployment -> of(deployment, route, pinned.contains(deployment.id()), priority))
                .toList();
    }

    private static Candidate of(Deployment deployment, Route route, boolean pinned, String priority) {
        Tier tier = route.tiers().stream()
                .filter(candidate -> candidate.deployments().contains(deployment.id()))
                .findFirst()
                .orElseThrow();
        return new Candidate(deployment, route.tiers().indexOf(tier) + 1, tier, pinned, priority);
    }

    DeploymentExplanation explanation(Long openReservations, List<LevelDocument> levels) {
        return new DeploymentExplanation(
                deployment.id(),
                deployment.enabled(),
                deployment.capacity().wireName(),
                position,
                pinned ? null : tier.strategy().wireName(),
                skipped().orElse(null),
                openReservations,
                levels);
    }

    private Optional<String> skipped() {
        if (!deployment.enabled()) {
            return Optional.of("disabled");
        }
        return tier.admits(priority) ? Optional.empty() : Optional.of("not for class " + priority);
    }
}
