package io.tollgate.usage.provisioned;

import io.tollgate.usage.amortisation.Method;
import io.tollgate.usage.report.Parameters;
import io.tollgate.usage.report.Snapshots;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** {@code GET /usage/v1/provisioned}. */
@Path("/usage/v1/provisioned")
@Produces(MediaType.APPLICATION_JSON)
public final class ProvisionedResource {

    private final ProvisionedCost costs;
    private final Snapshots snapshots;
    private final InstantSource clock;

    ProvisionedResource(ProvisionedCost costs, Snapshots snapshots, InstantSource clock) {
        this.costs = costs;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /** What provisioned deployments cost, and who bears it. */
    @GET
    @Operation(summary = "Cost of provisioned deployments by the hour, divided by use or by reservation")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "First instant or UTC date; 30 days before to")
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Instant or UTC date after the last; now, or behind the last event when that is dated later")
    @Parameter(name = "method", in = ParameterIn.QUERY, description = "use or reservation; use")
    public ProvisionedReport provisioned(@Context UriInfo uri) {
        Parameters parameters = new Parameters(uri.getQueryParameters(), clock.instant(), snapshots::behindLast);
        parameters.only(Set.of("from", "to", "method"));
        Method method = Method.named("method", parameters.single("method").orElse("use"));
        return costs.report(parameters.period(), parameters.now(), method);
    }
}
