package io.tollgate.quota.deployments;

import io.tollgate.catalog.Deployment;
import io.tollgate.quota.crud.Announcer;
import io.tollgate.quota.crud.Crud;
import io.tollgate.quota.crud.Page;
import io.tollgate.quota.http.PageOptions;
import io.tollgate.quota.http.Problem;
import io.tollgate.quota.http.ProblemException;
import io.tollgate.quota.http.WriteOptions;
import io.tollgate.quota.store.CatalogStore;
import io.tollgate.quota.store.RecordType;
import io.tollgate.quota.store.Tx;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Deployments. One that a route names cannot be deleted. */
@Path("/admin/v1/deployments")
@Tag(name = "deployments")
public class DeploymentResource {

    private final Crud<Deployment, DeploymentDocument> crud;

    public DeploymentResource(CatalogStore store, Announcer announcer, BackendGuard guard) {
        crud = new Crud<>(RecordType.DEPLOYMENT, DeploymentDocument::of, store, announcer, guard::require);
    }

    @GET
    @Operation(summary = "List deployments")
    public Page<DeploymentDocument> list(@BeanParam PageOptions options) {
        return crud.list(options);
    }

    @POST
    @Operation(summary = "Create a deployment")
    @APIResponse(
            responseCode = "201",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = DeploymentDocument.class)))
    public Response post(DeploymentDocument document, @BeanParam WriteOptions options) {
        return crud.post(document, options);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read a deployment")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = DeploymentDocument.class)))
    public Response get(@PathParam("id") String id, @HeaderParam("If-None-Match") String ifNoneMatch) {
        return crud.get(id, ifNoneMatch);
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Create or replace a deployment")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = DeploymentDocument.class)))
    public Response put(@PathParam("id") String id, DeploymentDocument document, @BeanParam WriteOptions options) {
        return crud.put(id, document, options);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a deployment that no route names")
    public Response delete(@PathParam("id") String id, @BeanParam WriteOptions options) {
        return crud.delete(id, options, tx -> requireUnused(tx, id));
    }

    private static void requireUnused(Tx tx, String id) {
        for (var row : tx.routes().all()) {
            if (row.value().tiers().stream().anyMatch(tier -> tier.deployments().contains(id))) {
                throw new ProblemException(Problem.conflict(
                        "id",
                        "route '" + row.value().model() + "' names deployment '" + id + "'; change the route first"));
            }
        }
    }
}
