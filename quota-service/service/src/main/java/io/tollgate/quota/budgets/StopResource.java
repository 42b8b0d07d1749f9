package io.tollgate.quota.budgets;

import io.tollgate.catalog.budget.Budget;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.crud.Announcer;
import io.tollgate.quota.crud.Crud;
import io.tollgate.quota.http.ETags;
import io.tollgate.quota.http.WriteOptions;
import io.tollgate.quota.store.CatalogStore;
import io.tollgate.quota.store.RecordType;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whether a budget is spent, as the usage consumer says. Its entity tag is the budget's. */
@Path("/admin/v1/budgets/{id}/stop")
@Tag(name = "budgets")
public class StopResource {

    private final CatalogStore store;
    private final Announcer announcer;
    private final InstantSource clock;

    public StopResource(CatalogStore store, Announcer announcer, InstantSource clock) {
        this.store = store;
        this.announcer = announcer;
        this.clock = clock;
    }

    @PUT
    @Operation(
            summary = "Refuse callers until the budget's period is over",
            description = "For the usage consumer, which also withdraws what others set and the spending does not call"
                    + " for. Callers are served again by themselves at 'until'.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = StopDocument.class)))
    public Response put(@PathParam("id") String id, StopDocument document, @BeanParam WriteOptions options) {
        Instant until = InvalidCatalogException.present(document, "body").end(clock.instant());
        var changed = Crud.edit(store, RecordType.BUDGET, id, options, budget -> enforced(budget)
                .withStop(Optional.of(until)));
        var answer = Response.ok(new StopDocument(until.toString()))
                .header(HttpHeaders.ETAG, ETags.of(changed.result().version()));
        return announcer.announce(answer, changed.version(), options);
    }

    @DELETE
    @Operation(summary = "Serve callers again; no fault when they are")
    public Response delete(@PathParam("id") String id, @BeanParam WriteOptions options) {
        var changed = Crud.edit(store, RecordType.BUDGET, id, options, budget -> budget.withStop(Optional.empty()));
        return announcer.announce(Response.noContent(), changed.version(), options);
    }

    private static Budget enforced(Budget budget) {
        InvalidCatalogException.require(
                budget.enforce(), "enforce", "is false for budget '" + budget.id() + "': it stops nobody");
        return budget;
    }
}
