package io.tollgate.usage.requests;

import io.tollgate.usage.problem.Problem;
import io.tollgate.usage.report.Parameters;
import io.tollgate.usage.report.Snapshots;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** {@code GET /usage/v1/requests} and {@code GET /usage/v1/requests/{id}}. */
@Path("/usage/v1/requests")
@Produces(MediaType.APPLICATION_JSON)
public final class RequestResource {

    private final RequestStore store;
    private final Snapshots snapshots;
    private final InstantSource clock;

    RequestResource(RequestStore store, Snapshots snapshots, InstantSource clock) {
        this.store = store;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /** The requests that the query parameters describe, newest first. */
    @GET
    @Operation(summary = "Requests, newest first; filters are those of the chargeback report")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "First instant or UTC date; 30 days before to")
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Instant or UTC date after the last; now, or behind the last event when that is dated later")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "Requests per page, up to 1000; 100")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "What next was in the page before")
    public Response requests(@Context UriInfo uri) {
        Parameters parameters = new Parameters(uri.getQueryParameters(), clock.instant(), snapshots::behindLast);
        return Response.ok(store.list(RequestQuery.parse(parameters))).build();
    }

    /** The whole story of one request. */
    @GET
    @Path("{id}")
    @Operation(summary = "The usage event of one request and what it cost, by the id in x-tollgate-request-id")
    public Response request(@PathParam("id") String id) {
        return store.story(id).map(story -> Response.ok(story).build()).orElseGet(() -> new Problem(
                        "Not found",
                        404,
                        "no event of a request with this id has arrived, or it is not kept any more",
                        "id")
                .response());
    }
}
