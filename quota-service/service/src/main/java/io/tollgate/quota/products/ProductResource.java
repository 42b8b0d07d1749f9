package io.tollgate.quota.products;

import io.tollgate.catalog.Product;
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

/** Products. One that a tenant is of cannot be deleted. */
@Path("/admin/v1/products")
@Tag(name = "products")
public class ProductResource {

    private final Crud<Product, ProductDocument> crud;

    public ProductResource(CatalogStore store, Announcer announcer) {
        crud = new Crud<>(RecordType.PRODUCT, ProductDocument::of, store, announcer);
    }

    @GET
    @Operation(summary = "List products")
    public Page<ProductDocument> list(@BeanParam PageOptions options) {
        return crud.list(options);
    }

    @POST
    @Operation(summary = "Create a product")
    @APIResponse(
            responseCode = "201",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = ProductDocument.class)))
    public Response post(ProductDocument document, @BeanParam WriteOptions options) {
        return crud.post(document, options);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read a product")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = ProductDocument.class)))
    public Response get(@PathParam("id") String id, @HeaderParam("If-None-Match") String ifNoneMatch) {
        return crud.get(id, ifNoneMatch);
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Create or replace a product")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = ProductDocument.class)))
    public Response put(@PathParam("id") String id, ProductDocument document, @BeanParam WriteOptions options) {
        return crud.put(id, document, options);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a product that no tenant is of")
    public Response delete(@PathParam("id") String id, @BeanParam WriteOptions options) {
        return crud.delete(id, options, tx -> requireUnused(tx, id));
    }

    private static void requireUnused(Tx tx, String id) {
        tx.tenants().firstWith("product", id).ifPresent(row -> {
            throw new ProblemException(Problem.conflict(
                    "id", "tenant '" + row.value().id() + "' is of product '" + id + "'; change the tenant first"));
        });
    }
}
