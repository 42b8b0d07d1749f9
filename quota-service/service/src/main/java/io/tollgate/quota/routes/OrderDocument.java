package io.tollgate.quota.routes;

import io.tollgate.catalog.Route;
import io.tollgate.catalog.routing.PinnedOrder;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.crud.Fields;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A route's order by hand as administrators write and read it; see {@link PinnedOrder}.
 *
 * @param deployments of the route's tiers, the first choice first
 * @param forSeconds or {@code until}; never shown
 * @param until an instant
 */
@Schema(name = "Order", description = "An order of deployments that goes before tiers and strategies, for a time")
public record OrderDocument(
        @Schema(required = true, description = "Of the route's tiers, the first choice first")
        List<String> deployments,

        @Schema(minimum = "1", maximum = "2592000", description = "How long from now; or 'until'")
        Long forSeconds,

        @Schema(
                description = "An instant, at most 30 days from now; or 'forSeconds'",
                examples = "2027-01-01T00:00:00Z")
        String until) {

    private static final Duration LONGEST = Duration.ofDays(30);

    static OrderDocument of(PinnedOrder order) {
        return new OrderDocument(order.deployments(), null, order.until().toString());
    }

    /**
     * The order for this route.
     *
     * @throws InvalidCatalogException when it names what is in none of the route's tiers
     */
    static Route pin(Route route, PinnedOrder order) {
        order.deployments().stream()
                .filter(wanted -> !route.deployments().contains(wanted))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new InvalidCatalogException(
                            "deployments", "names '" + unknown + "', which is in none of the route's tiers");
                });
        return route.withOrder(Optional.of(order));
    }

    PinnedOrder toOrder(Instant now) {
        if ((forSeconds == null) == (until == null)) {
            throw new InvalidCatalogException("until", "or 'forSeconds' is required, and not both");
        }
        return new PinnedOrder(Fields.texts(deployments, "deployments"), end(now));
    }

    private Instant end(Instant now) {
        if (until == null) {
            if (forSeconds < 1 || forSeconds > LONGEST.toSeconds()) {
                throw new InvalidCatalogException("forSeconds", "must be 1 to " + LONGEST.toSeconds());
            }
            return now.truncatedTo(ChronoUnit.MILLIS).plusSeconds(forSeconds);
        }
        Instant end = parse(until);
        if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
            throw new InvalidCatalogException(
                    "until", "must be in the future, by " + LONGEST.toDays() + " days at most");
        }
        return end;
    }

    private static Instant parse(String until) {
        try {
            return Instant.parse(until);
        } catch (DateTimeParseException e) {
            throw new InvalidCatalogException("until", "must be an instant such as 2027-01-01T00:00:00Z");
        }
    }
}
