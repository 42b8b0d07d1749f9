package io.tollgate.quota.budgets;

import io.tollgate.catalog.rules.InvalidCatalogException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That a budget is spent.
 *
 * @param until the first instant at which callers are served again
 */
@Schema(name = "Stop", description = "That a budget is spent, and until when callers are refused")
public record StopDocument(
        @Schema(
                required = true,
                examples = "2027-01-01T00:00:00Z",
                description = "The first instant at which callers are served again, at most 400 days from now")
        String until) {

    private static final Duration LONGEST = Duration.ofDays(400);

    /**
     * @throws InvalidCatalogException when it is no instant, or not one of the next 400 days
     */
    Instant end(Instant now) {
        Instant end = parse(InvalidCatalogException.present(until, "until"));
        if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
            throw new InvalidCatalogException(
                    "until", "must be in the future, by " + LONGEST.toDays() + " days at most");
        }
        return end;
    }

    private static Instant parse(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidCatalogException("until", "must be an instant such as 2027-01-01T00:00:00Z");
        }
    }
}
