package io.tollgate.quota.prices;

import io.tollgate.catalog.Price;
import io.tollgate.quota.crud.Announcer;
import io.tollgate.quota.crud.Crud;
import io.tollgate.quota.crud.Page;
import io.tollgate.quota.http.PageOptions;
import io.tollgate.quota.http.WriteOptions;
import io.tollgate.quota.store.CatalogStore;
import io.tollgate.quota.store.RecordType;
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

/** Prices. One that was in force is better left: what it priced can then be priced again. */
@Path("/admin/v1/prices")
@Tag(name = "prices")
public class PriceResource {

    private final Crud<Price, PriceDocument> crud;

    public PriceResource(CatalogStore store, Announcer announcer) {
        crud = new Crud<>(RecordType.PRICE, PriceDocument::of, store, announcer);
    }

    @GET
    @Operation(summary = "List prices")
    public Page<PriceDocument> list(@BeanParam PageOptions options) {
        return crud.list(options);
    }

    @POST
    @Operation(summary = "Create a price")
    @APIResponse(
            responseCode = "201",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = PriceDocument.class)))
    public Response post(PriceDocument document, @BeanParam WriteOptions options) {
        return crud.post(document, options);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read a price")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = PriceDocument.class)))
    public Response get(@PathParam("id") String id, @HeaderParam("If-None-Match") String ifNoneMatch) {
        return crud.get(id, ifNoneMatch);
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Create or replace a price")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = PriceDocument.class)))
    public Response put(@PathParam("id") String id, PriceDocument document, @BeanParam WriteOptions options) {
        return crud.put(id, document, options);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a price")
    public Response delete(@PathParam("id") String id, @BeanParam WriteOptions options) {
        return crud.delete(id, options, tx -> {});
    }
}
