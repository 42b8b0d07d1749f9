package io.tollgate.quota.routes;

import io.tollgate.catalog.Tier;
import io.tollgate.catalog.routing.Strategy;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.crud.Choices;
import io.tollgate.quota.crud.Fields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Deployments of equal preference, as administrators write them; see {@link Tier} for the meaning of the fields.
 *
 * @param strategy round-robin when absent
 * @param weights 1 for each that is absent
 * @param priorityClasses all when absent or empty
 */
@Schema(name = "Tier", description = "Deployments of equal preference")
public record TierDocument(
        @Schema(required = true) List<String> deployments,

        @Schema(
                enumeration = {"round-robin", "weighted", "latency", "least-busy", "utilisation", "cost"},
                defaultValue = "round-robin",
                description = "How one of them is chosen")
        String strategy,

        @Schema(description = "What deployments count for, 1 to 1000; 1 for each that is absent")
        Map<String, Integer> weights,

        @Schema(
                description =
                        "Whose requests may use the tier, all when absent or empty; on a tier that takes what the one"
                                + " before cannot, these are the classes that spill")
        List<String> priorityClasses) {

    static TierDocument of(Tier tier) {
        return new TierDocument(
                tier.deployments(),
                tier.strategy().wireName(),
                tier.weights().isEmpty() ? null : new TreeMap<>(tier.weights()),
                tier.priorityClasses().isEmpty()
                        ? null
                        : tier.priorityClasses().stream().sorted().toList());
    }

    Tier toTier() {
        if (weights != null) {
            weights.forEach((deployment, weight) -> {
                if (weight == null) {
                    throw new InvalidCatalogException("weights." + deployment, "must not be null");
                }
            });
        }
        return new Tier(
                Fields.texts(deployments, "deployments"),
                strategy == null
                        ? Strategy.ROUND_ROBIN
                        : Choices.read(strategy, "strategy", Strategy.values(), Strategy::wireName),
                weights,
                Set.copyOf(Fields.texts(priorityClasses, "priorityClasses")));
    }
}
