package io.tollgate.catalog.routing;

import static io.tollgate.catalog.rules.InvalidCatalogException.present;
import static io.tollgate.catalog.rules.InvalidCatalogException.require;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/**
 * An order that an administrator has set by hand, for a time. It goes before tiers and strategies; deployments of the route
 * that it does not name come after it, as usual.
 *
 * @param deployments the first choice first, at least one, none twice
 * @param until from when on the route is itself again, by each node's clock
 */
public record PinnedOrder(List<String> deployments, Instant until) {

    public PinnedOrder {
        deployments = deployments == null ? List.of() : List.copyOf(deployments);
        require(!deployments.isEmpty(), "deployments", "must name at least one deployment");
        require(
                new HashSet<>(deployments).size() == deployments.size(),
                "deployments",
                "must not name a deployment twice");
        present(until, "until");
    }
}
