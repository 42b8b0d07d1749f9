package io.tollgate.catalog;

import static io.tollgate.catalog.rules.InvalidCatalogException.identifier;
import static io.tollgate.catalog.rules.InvalidCatalogException.require;

import io.tollgate.catalog.routing.AttemptPolicy;
import io.tollgate.catalog.routing.Fallbacks;
import io.tollgate.catalog.routing.PinnedOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Maps the name that clients ask for to tiers of deployments.
 *
 * @param model the client-facing name; also the {@code {deployment}} of the Azure classic paths
 * @param aliases further names for the same route
 * @param operations what may be asked of the model; empty means every operation
 * @param maxOutputTokens the most that the model produces in one answer; bounds a reservation when a request names no bound
 * @param tiers in order of preference, at least one; a deployment stands in one tier only
 * @param priority the most urgent {@link PriorityClass} that requests to it may have
 * @param attempts how often, how long and beside what a deployment is tried
 * @param fallbacks other routes for what backends refuse
 * @param order what an administrator has set by hand, for a time; names deployments of the tiers only
 */
public record Route(
        String model,
        Set<String> aliases,
        Set<Operation> operations,
        long maxOutputTokens,
        List<Tier> tiers,
        Optional<String> priority,
        AttemptPolicy attempts,
        Fallbacks fallbacks,
        Optional<PinnedOrder> order) {

    /** What applies when a route names no bound of its own. */
    public static final long DEFAULT_MAX_OUTPUT_TOKENS = 16_384;

    public Route {
        identifier(model, "model");
        aliases = aliases == null ? Set.of() : Set.copyOf(aliases);
        aliases.forEach(alias -> identifier(alias, "aliases"));
        operations = operations == null ? Set.of() : Set.copyOf(operations);
        require(maxOutputTokens >= 0 && maxOutputTokens <= 10_000_000, "maxOutputTokens", "must be 0 to 10000000");
        tiers = tiers == null ? List.of() : List.copyOf(tiers);
        require(!tiers.isEmpty(), "tiers", "must have at least one tier");
        var seen = new HashSet<String>();
        for (Tier tier : tiers) {
            for (String deployment : tier.deployments()) {
                require(seen.add(deployment), "tiers", "names deployment '" + deployment + "' in more than one tier");
            }
        }
        priority = priority == null ? Optional.empty() : priority;
        priority.ifPresent(value -> identifier(value, "priority"));
        attempts = attempts == null ? AttemptPolicy.DEFAULT : attempts;
        fallbacks = fallbacks == null ? Fallbacks.NONE : fallbacks;
        order = order == null ? Optional.empty() : order;
        order.ifPresent(pinned -> pinned.deployments()
                .forEach(deployment -> require(
                        seen.contains(deployment),
                        "order.deployments",
                        "names '" + deployment + "', which is in none of the tiers")));
    }

    /** A route of no particular priority. */
    public Route(String model, Set<String> aliases, Set<Operation> operations, long maxOutputTokens, List<Tier> tiers) {
        this(model, aliases, operations, maxOutputTokens, tiers, Optional.empty());
    }

    /** A route that is tried as usual. */
    public Route(
            String model,
            Set<String> aliases,
            Set<Operation> operations,
            long maxOutputTokens,
            List<Tier> tiers,
            Optional<String> priority) {
        this(
                model,
                aliases,
                operations,
                maxOutputTokens,
                tiers,
                priority,
                AttemptPolicy.DEFAULT,
                Fallbacks.NONE,
                Optional.empty());
    }

    /** The same route, in this order for a time, or without one. */
    public Route withOrder(Optional<PinnedOrder> other) {
        return new Route(model, aliases, operations, maxOutputTokens, tiers, priority, attempts, fallbacks, other);
    }

    /** The same route in the order that {@code standing} has, as long as the tiers still have all of its deployments. */
    public Route withOrderOf(Route standing) {
        return withOrder(standing.order().filter(pinned -> deployments().containsAll(pinned.deployments())));
    }

    /** The deployments of all tiers, in order of preference. */
    public List<String> deployments() {
        return tiers.stream().flatMap(tier -> tier.deployments().stream()).toList();
    }

    /** Whether {@code operation} may be asked of this model. */
    public boolean serves(Operation operation) {
        return operations.isEmpty() || operations.contains(operation);
    }
}
