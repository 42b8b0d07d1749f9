package io.tollgate.quota.routes;

import io.tollgate.catalog.Operation;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.quota.crud.Choices;
import io.tollgate.quota.crud.Fields;
import io.tollgate.quota.crud.ResourceDocument;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A route as administrators write it; see {@link Route} for the meaning of the fields.
 *
 * @param operations every operation when absent or empty
 * @param maxOutputTokens {@link Route#DEFAULT_MAX_OUTPUT_TOKENS} when absent
 */
@Schema(name = "Route", description = "Maps the name that clients ask for to tiers of deployments")
public record RouteDocument(
        @Schema(description = "The name that clients ask for; the route's identifier")
        String model,

        List<String> aliases,

        @Schema(description = "chat/completions, completions, embeddings; all when absent or empty")
        List<String> operations,

        @Schema(defaultValue = "16384", description = "The most that the model produces in one answer")
        Long maxOutputTokens,

        @Schema(required = true, description = "In order of preference")
        List<TierDocument> tiers,

        @Schema(description = "The most urgent priority class that requests to it may have")
        String priority)
        implements ResourceDocument<Route, RouteDocument> {

    /** Deployments of equal preference. */
    @Schema(name = "Tier", description = "Deployments of equal preference, tried in round-robin order")
    public record TierDocument(@Schema(required = true) List<String> deployments) {}

    public static RouteDocument of(Route route) {
        return new RouteDocument(
                route.model(),
                route.aliases().stream().sorted().toList(),
                route.operations().stream().map(Operation::path).sorted().toList(),
                route.maxOutputTokens(),
                route.tiers().stream()
                        .map(tier -> new TierDocument(tier.deployments()))
                        .toList(),
                route.priority().orElse(null));
    }

    @Override
    public String identifier() {
        return model;
    }

    @Override
    public RouteDocument identifiedBy(String other) {
        return new RouteDocument(other, aliases, operations, maxOutputTokens, tiers, priority);
    }

    @Override
    public Route toRecord() {
        return new Route(
                model,
                Set.copyOf(Fields.texts(aliases, "aliases")),
                Set.copyOf(Fields.each(operations, "operations", RouteDocument::operation)),
                maxOutputTokens == null ? Route.DEFAULT_MAX_OUTPUT_TOKENS : maxOutputTokens,
                Fields.each(tiers, "tiers", tier -> new Tier(Fields.texts(tier.deployments(), "deployments"))),
                Optional.ofNullable(priority));
    }

    private static Operation operation(String path) {
        return Choices.read(path, "", Operation.values(), Operation::path);
    }
}
