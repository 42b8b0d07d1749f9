package io.tollgate.catalog;

import static io.tollgate.catalog.rules.InvalidCatalogException.identifier;
import static io.tollgate.catalog.rules.InvalidCatalogException.require;
import static io.tollgate.catalog.rules.InvalidCatalogException.text;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is billed and whose quota is counted.
 *
 * @param id stable identifier, also the hash tag of all of the tenant's keys in Redis
 * @param name for people
 * @param costCentre where finance books the cost
 * @param enabled when false, every key of the tenant is refused
 * @param models names of routes that the tenant may call; empty means all
 * @param deniedModels names of routes that it may not call, even where {@code models} has them
 * @param limits none twice, at most 6 for any one request
 * @param product the group of tenants that it belongs to, whose limits hold as well
 * @param timeZone IANA name; in which the periods of its limits and of its keys' limits begin and end
 * @param priority the most urgent {@link PriorityClass} that its requests may have
 */
public record Tenant(
        String id,
        String name,
        String costCentre,
        boolean enabled,
        Set<String> models,
        Set<String> deniedModels,
        List<Limit> limits,
        Optional<String> product,
        String timeZone,
        Optional<String> priority) {

    public Tenant {
        identifier(id, "id");
        text(name, "name", 200);
        text(costCentre, "costCentre", 100);
        models = models == null ? Set.of() : Set.copyOf(models);
        deniedModels = deniedModels == null ? Set.of() : Set.copyOf(deniedModels);
        limits = Limit.requireDistinct(limits, Limit.MOST_AT_ONCE);
        product = product == null ? Optional.empty() : product;
        product.ifPresent(value -> identifier(value, "product"));
        timeZone = requireTimeZone(timeZone);
        priority = priority == null ? Optional.empty() : priority;
        priority.ifPresent(value -> identifier(value, "priority"));
    }

    /** A tenant of no product, in UTC, of no particular priority. */
    public Tenant(String id, String name, String costCentre, boolean enabled, Set<String> models, List<Limit> limits) {
        this(id, name, costCentre, enabled, models, Set.of(), limits, Optional.empty(), "UTC", Optional.empty());
    }

    /** Whether the tenant may call the route of this name. */
    public boolean mayCall(String routeName) {
        return (models.isEmpty() || models.contains(routeName)) && !deniedModels.contains(routeName);
    }

    /** The same tenant with these limits. */
    public Tenant withLimits(List<Limit> others) {
        return new Tenant(id, name, costCentre, enabled, models, deniedModels, others, product, timeZone, priority);
    }

    /** The same tenant, let in or shut out. */
    public Tenant withEnabled(boolean other) {
        return new Tenant(id, name, costCentre, other, models, deniedModels, limits, product, timeZone, priority);
    }

    /** Returns {@code timeZone}, {@code UTC} when it is null; throws when nobody knows it. */
    public static String requireTimeZone(String timeZone) {
        String zone = timeZone == null ? "UTC" : timeZone;
        require(
                "UTC".equals(zone) || ZoneId.getAvailableZoneIds().contains(zone),
                "timeZone",
                "must be an IANA time zone such as Europe/Berlin");
        return zone;
    }
}
