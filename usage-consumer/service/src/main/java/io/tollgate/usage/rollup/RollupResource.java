package io.tollgate.usage.rollup;

import io.tollgate.usage.problem.InvalidParameterException;
import io.tollgate.usage.store.rollup.RollupRebuild;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code POST /usage/v1/rollups/rebuild}. */
@Path("/usage/v1/rollups")
@Produces(MediaType.APPLICATION_JSON)
public final class RollupResource {

    private static final int MOST_DAYS = 3_660;

    private final RollupRebuild rebuild;

    RollupResource(RollupRebuild rebuild) {
        this.rebuild = rebuild;
    }

    /** What became of each day. */
    public record Rebuilt(List<RollupRebuild.Day> days) {}

    /** Makes the sums of the UTC days from {@code from}, before {@code to}, anew from their events; day after day. */
    @POST
    @Path("rebuild")
    @Operation(summary = "Makes the hourly sums of UTC days anew from the events")
    public Rebuilt rebuild(@QueryParam("from") String from, @QueryParam("to") String to) {
        LocalDate first = day("from", from);
        LocalDate end = day("to", to);
        if (!first.isBefore(end) || first.plusDays(MOST_DAYS).isBefore(end)) {
            throw new InvalidParameterException("to", "must be 1 to " + MOST_DAYS + " days after from");
        }
        LocalDate keptFrom = rebuild.keptFrom();
        if (first.isBefore(keptFrom)) {
            throw new InvalidParameterException(
                    "from", "must not be before " + keptFrom + ": of the days before it no events are kept");
        }
        List<RollupRebuild.Day> days = new ArrayList<>();
        first.datesUntil(end).forEach(day -> rebuild.rebuild(day).ifPresent(days::add));
        return new Rebuilt(days);
    }

    private static LocalDate day(String name, String value) {
        try {
            return LocalDate.parse(value == null ? "" : value);
        } catch (DateTimeException e) {
            throw new InvalidParameterException(name, "must be a UTC date such as 2026-11-21");
        }
    }
}
