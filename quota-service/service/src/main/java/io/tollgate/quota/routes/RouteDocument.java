package io.tollgate.quota.routes;

import io.tollgate.catalog.Operation;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.routing.AttemptPolicy;
import io.tollgate.catalog.routing.Fallbacks;
import io.tollgate.quota.crud.Choices;
import io.tollgate.quota.crud.Fields;
import io.tollgate.quota.crud.ResourceDocument;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A route as administrators write it; see {@link Route} for the meaning of the fields. Its order by hand is no part of it: see
 * {@link OrderDocument}.
 *
 * @param operations every operation when absent or empty
 * @param maxOutputTokens {@link Route#DEFAULT_MAX_OUTPUT_TOKENS} when absent
 * @param attempts as usual when absent
 * @param fallbacks none when absent
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
        String priority,

        AttemptsDocument attempts,
        FallbacksDocument fallbacks)
        implements ResourceDocument<Route, RouteDocument> {

    public static RouteDocument of(Route route) {
        return new RouteDocument(
                route.model(),
                route.aliases().stream().sorted().toList(),
                route.operations().stream().map(Operation::path).sorted().toList(),
                route.maxOutputTokens(),
                route.tiers().stream().map(TierDocument::of).toList(),
                route.priority().orElse(null),
                AttemptsDocument.of(route.attempts()),
                FallbacksDocument.of(route.fallbacks()));
    }

    @Override
    public String identifier() {
        return model;
    }

    @Override
    public RouteDocument identifiedBy(String other) {
        return new RouteDocument(other, aliases, operations, maxOutputTokens, tiers, priority, attempts, fallbacks);
    }

    @Override
    public Route toRecord() {
        return new Route(
                model,
                Set.copyOf(Fields.texts(aliases, "aliases")),
                Set.copyOf(Fields.each(operations, "operations", RouteDocument::operation)),
                maxOutputTokens == null ? Route.DEFAULT_MAX_OUTPUT_TOKENS : maxOutputTokens,
                Fields.each(tiers, "tiers", TierDocument::toTier),
                Optional.ofNullable(priority),
                attempts == null ? AttemptPolicy.DEFAULT : Fields.within("attempts", attempts::toPolicy),
                fallbacks == null ? Fallbacks.NONE : Fields.within("fallbacks", fallbacks::toFallbacks),
                Optional.empty());
    }

    private static Operation operation(String path) {
        return Choices.read(path, "", Operation.values(), Operation::path);
    }
}
