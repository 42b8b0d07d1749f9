package io.tollgate.quota.tenants;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.Tenant;
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

/** Tenants. One that still has keys in use cannot be deleted. */
@Path("/admin/v1/tenants")
@Tag(name = "tenants")
public class TenantResource {

    private final Crud<Tenant, TenantDocument> crud;

    public TenantResource(CatalogStore store, Announcer announcer) {
        crud = new Crud<>(RecordType.TENANT, TenantDocument::of, store, announcer);
    }

    @GET
    @Operation(summary = "List tenants")
    public Page<TenantDocument> list(@BeanParam PageOptions options) {
        return crud.list(options);
    }

    @POST
    @Operation(summary = "Create a tenant")
    @APIResponse(
            responseCode = "201",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TenantDocument.class)))
    public Response post(TenantDocument document, @BeanParam WriteOptions options) {
        return crud.post(document, options);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read a tenant")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TenantDocument.class)))
    public Response get(@PathParam("id") String id, @HeaderParam("If-None-Match") String ifNoneMatch) {
        return crud.get(id, ifNoneMatch);
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Create or replace a tenant")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TenantDocument.class)))
    public Response put(@PathParam("id") String id, TenantDocument document, @BeanParam WriteOptions options) {
        return crud.put(id, document, options);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a tenant whose keys are all revoked")
    public Response delete(@PathParam("id") String id, @BeanParam WriteOptions options) {
        return crud.delete(id, options, tx -> deleteKeys(tx, id));
    }

    private static void deleteKeys(Tx tx, String tenant) {
        for (var row : tx.keys().pageOfTenant(tenant, "", Integer.MAX_VALUE)) {
            ApiKey key = row.value();
            if (!key.revoked()) {
                throw new ProblemException(Problem.conflict(
                        "id",
                        "tenant '" + tenant + "' has key '" + key.id()
                                + "', which is not revoked; revoke its keys first, or disable the tenant"));
            }
            tx.keys().delete(key.id());
        }
    }
}
