package io.tollgate.catalog;

import static io.tollgate.catalog.InvalidCatalogException.identifier;
import static io.tollgate.catalog.InvalidCatalogException.require;
import static io.tollgate.catalog.InvalidCatalogException.text;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who is billed and whose quota is counted.
 *
 * @param id stable identifier, also the hash tag of all of the tenant's keys in Redis
 * @param name for people
 * @param costCentre where finance books the cost
 * @param enabled when false, every key of the tenant is refused
 * @param models client-facing model names that the tenant may call; empty means all
 * @param limits at most one of each kind
 */
public record Tenant(
        String id, String name, String costCentre, boolean enabled, Set<String> models, List<Limit> limits) {

    public Tenant {
        identifier(id, "id");
        text(name, "name", 200);
        text(costCentre, "costCentre", 100);
        models = models == null ? Set.of() : Set.copyOf(models);
        limits = limits == null ? List.of() : List.copyOf(limits);
        requireOneOfEachKind(limits);
    }

    /** Whether the tenant may call the route of this name. */
    public boolean mayCall(String routeName) {
        return models.isEmpty() || models.contains(routeName);
    }

    /** The same tenant with these limits. */
    public Tenant withLimits(List<Limit> others) {
        return new Tenant(id, name, costCentre, enabled, models, others);
    }

    /** The same tenant, let in or shut out. */
    public Tenant withEnabled(boolean other) {
        return new Tenant(id, name, costCentre, other, models, limits);
    }

    static void requireOneOfEachKind(List<Limit> limits) {
        var seen = EnumSet.noneOf(LimitKind.class);
        for (Limit limit : limits) {
            require(
                    seen.add(limit.kind()),
                    "limits",
                    "has more than one of kind " + limit.kind().wireName());
        }
    }
}
