package io.tollgate.catalog;

import static io.tollgate.catalog.rules.InvalidCatalogException.require;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * Deployments of equal preference, tried in round-robin order.
 *
 * @param deployments ids of {@link Deployment}s, at least one, none twice
 */
public record Tier(List<String> deployments) {

    public Tier {
        deployments = deployments == null ? List.of() : List.copyOf(deployments);
        require(!deployments.isEmpty(), "deployments", "must name at least one deployment");
        require(
                new LinkedHashSet<>(deployments).size() == deployments.size(),
                "deployments",
                "must not name a deployment twice");
    }
}
