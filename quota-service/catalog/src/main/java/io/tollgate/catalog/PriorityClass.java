package io.tollgate.catalog;

import static io.tollgate.catalog.rules.InvalidCatalogException.identifier;
import static io.tollgate.catalog.rules.InvalidCatalogException.require;

import java.util.List;
import java.util.Set;

/**
 * How urgent a request is. A catalog's classes are in order, the most urgent first.
 *
 * @param name in configuration, in {@code x-priority} and in {@code ?priority=}
 * @param aliases further names that requests may use
 * @param maxWaitMillis how long a request of this class may wait for a limit instead of being refused at once, 0 to 60,000
 */
public record PriorityClass(String name, Set<String> aliases, long maxWaitMillis) {

    /** What applies when nothing is configured; a request that names nothing is {@code standard}. */
    public static final List<PriorityClass> DEFAULT = List.of(
            new PriorityClass("interactive", Set.of("high"), 0),
            new PriorityClass("standard", Set.of("normal"), 0),
            new PriorityClass("batch", Set.of("low"), 0));

    public PriorityClass {
        identifier(name, "name");
        aliases = aliases == null ? Set.of() : Set.copyOf(aliases);
        aliases.forEach(alias -> identifier(alias, "aliases"));
        require(maxWaitMillis >= 0 && maxWaitMillis <= 60_000, "maxWaitMillis", "must be 0 to 60000");
    }

    /** Whether {@code asked} names this class, in any case of letters. */
    public boolean isNamed(String asked) {
        return name.equalsIgnoreCase(asked) || aliases.stream().anyMatch(asked::equalsIgnoreCase);
    }
}
