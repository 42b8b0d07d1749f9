package io.tollgate.usage.provisioned;

import io.tollgate.usage.problem.InstantParameter;
import io.tollgate.usage.problem.InvalidParameterException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code GET /usage/v1/provisioned}. */
@Path("/usage/v1/provisioned")
@Produces(MediaType.APPLICATION_JSON)
public final class ProvisionedResource {

    private static final Duration USUAL_PERIOD = Duration.ofDays(30);

    private final ProvisionedCost costs;
    private final InstantSource clock;

    ProvisionedResource(ProvisionedCost costs, InstantSource clock) {
        this.costs = costs;
        this.clock = clock;
    }

    /** What provisioned deployments cost, and who bears it. */
    @GET
    @Operation(summary = "Cost of provisioned deployments by the hour, divided by use or by reservation")
    public ProvisionedReport provisioned(
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("method") @DefaultValue("use") String method) {
        Instant end = to == null ? clock.instant() : InstantParameter.parse("to", to);
        Instant begin = from == null ? end.minus(USUAL_PERIOD) : InstantParameter.parse("from", from);
        if (!begin.isBefore(end)) {
            throw new InvalidParameterException("from", "must be before to");
        }
        return costs.report(begin, end, Method.named("method", method));
    }
}
