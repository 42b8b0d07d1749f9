package io.tollgate.usage.requests;

import io.tollgate.usage.problem.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code GET /usage/v1/requests/{id}}. */
@Path("/usage/v1/requests")
@Produces(MediaType.APPLICATION_JSON)
public final class RequestResource {

    private final RequestStore store;

    RequestResource(RequestStore store) {
        this.store = store;
    }

    /** The event of one request, in the form in which it travelled. */
    @GET
    @Path("{id}")
    @Operation(summary = "The usage event of one request, by the id in x-tollgate-request-id")
    public Response request(@PathParam("id") String id) {
        return store.find(id)
                .map(json -> Response.ok(json, MediaType.APPLICATION_JSON).build())
                .orElseGet(() -> new Problem("Not found", 404, "no event of a request with this id has arrived", "id")
                        .response());
    }
}
