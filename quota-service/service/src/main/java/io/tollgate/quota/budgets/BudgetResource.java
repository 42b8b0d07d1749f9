package io.tollgate.quota.budgets;

import io.tollgate.catalog.budget.Budget;
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

/** Budgets. A deleted one stops nobody. */
@Path("/admin/v1/budgets")
@Tag(name = "budgets")
public class BudgetResource {

    private final Crud<Budget, BudgetDocument> crud;

    public BudgetResource(CatalogStore store, Announcer announcer) {
        crud = new Crud<>(RecordType.BUDGET, BudgetDocument::of, store, announcer);
    }

    @GET
    @Operation(summary = "List budgets")
    public Page<BudgetDocument> list(@BeanParam PageOptions options) {
        return crud.list(options);
    }

    @POST
    @Operation(summary = "Create a budget")
    @APIResponse(
            responseCode = "201",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BudgetDocument.class)))
    public Response post(BudgetDocument document, @BeanParam WriteOptions options) {
        return crud.post(document, options);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read a budget")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BudgetDocument.class)))
    public Response get(@PathParam("id") String id, @HeaderParam("If-None-Match") String ifNoneMatch) {
        return crud.get(id, ifNoneMatch);
    }

    @PUT
    @Path("/{id}")
    @Operation(
            summary = "Create or replace a budget",
            description = "A stop stays, unless the budget bounds another spending now, or does not enforce any more;"
                    + " the usage consumer withdraws it within seconds when the budget is not spent.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BudgetDocument.class)))
    public Response put(@PathParam("id") String id, BudgetDocument document, @BeanParam WriteOptions options) {
        return crud.put(id, document, options);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a budget")
    public Response delete(@PathParam("id") String id, @BeanParam WriteOptions options) {
        return crud.delete(id, options, tx -> {});
    }
}
