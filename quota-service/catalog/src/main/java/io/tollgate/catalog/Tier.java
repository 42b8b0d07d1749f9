package io.tollgate.catalog;

import static io.tollgate.catalog.rules.InvalidCatalogException.identifier;
import static io.tollgate.catalog.rules.InvalidCatalogException.require;

import io.tollgate.catalog.routing.Strategy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Deployments of equal preference.
 *
 * @param deployments ids of {@link Deployment}s, at least one, none twice
 * @param strategy how one of them is chosen
 * @param weights of deployments that count for more or less than others, 1 to 1,000; 1 where nothing is said
 * @param priorityClasses the {@link PriorityClass}es whose requests may use the tier; empty means all. On the tier that takes
 *     what the one before cannot, these are the classes that spill
 */
public record Tier(
        List<String> deployments, Strategy strategy, Map<String, Integer> weights, Set<String> priorityClasses) {

    private static final int MOST_WEIGHT = 1_000;

    public Tier {
        deployments = deployments == null ? List.of() : List.copyOf(deployments);
        require(!deployments.isEmpty(), "deployments", "must name at least one deployment");
        require(
                new HashSet<>(deployments).size() == deployments.size(),
                "deployments",
                "must not name a deployment twice");
        strategy = strategy == null ? Strategy.ROUND_ROBIN : strategy;
        weights = weights == null ? Map.of() : Map.copyOf(weights);
        for (var weight : weights.entrySet()) {
            require(
                    deployments.contains(weight.getKey()),
                    "weights",
                    "names '" + weight.getKey() + "', which is not one of the tier's deployments");
            require(
                    weight.getValue() >= 1 && weight.getValue() <= MOST_WEIGHT,
                    "weights." + weight.getKey(),
                    "must be 1 to " + MOST_WEIGHT);
        }
        priorityClasses = priorityClasses == null ? Set.of() : Set.copyOf(priorityClasses);
        priorityClasses.forEach(name -> identifier(name, "priorityClasses"));
    }

    /** For every class, one after the other. */
    public Tier(List<String> deployments) {
        this(deployments, Strategy.ROUND_ROBIN, Map.of(), Set.of());
    }

    /** What a deployment of the tier counts for. */
    public int weight(String deployment) {
        return weights.getOrDefault(deployment, 1);
    }

    /** Whether requests of the class of this name may use the tier. */
    public boolean admits(String priorityClass) {
        return priorityClasses.isEmpty() || priorityClasses.contains(priorityClass);
    }
}
