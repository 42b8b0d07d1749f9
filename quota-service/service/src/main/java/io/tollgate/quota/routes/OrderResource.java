package io.tollgate.quota.routes;

import io.tollgate.catalog.Route;
import io.tollgate.catalog.routing.PinnedOrder;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.crud.Announcer;
import io.tollgate.quota.crud.Crud;
import io.tollgate.quota.http.ETags;
import io.tollgate.quota.http.Problem;
import io.tollgate.quota.http.ProblemException;
import io.tollgate.quota.http.WriteOptions;
import io.tollgate.quota.store.CatalogStore;
import io.tollgate.quota.store.RecordType;
import io.tollgate.quota.store.Stored;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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

/** A route's order by hand. One whose time is over does not exist. Its entity tag is the route's. */
@Path("/admin/v1/routes/{model}/order")
@Tag(name = "routes")
public class OrderResource {

    private final CatalogStore store;
    private final Announcer announcer;
    private final InstantSource clock;

    public OrderResource(CatalogStore store, Announcer announcer, InstantSource clock) {
        this.store = store;
        this.announcer = announcer;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "The order that is set by hand, until when")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = OrderDocument.class)))
    public Response get(@PathParam("model") String model, @HeaderParam("If-None-Match") String ifNoneMatch) {
        var row = store.read(tx -> Crud.existing(tx, RecordType.ROUTE, model));
        PinnedOrder order = standing(row.value(), clock.instant());
        return Crud.shown(new Stored<>(order, row.version(), false), ifNoneMatch, OrderDocument::of);
    }

    @PUT
    @Operation(
            summary = "Set an order by hand, for a time",
            description =
                    "It goes before tiers and strategies; deployments of the route that it does not name come after"
                            + " it, as usual. Writing the route keeps it, as long as the tiers have all of its deployments.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = OrderDocument.class)))
    public Response put(@PathParam("model") String model, OrderDocument document, @BeanParam WriteOptions options) {
        PinnedOrder order = InvalidCatalogException.present(document, "body").toOrder(clock.instant());
        var changed = Crud.edit(store, RecordType.ROUTE, model, options, route -> OrderDocument.pin(route, order));
        var answer = Response.ok(OrderDocument.of(order))
                .header(HttpHeaders.ETAG, ETags.of(changed.result().version()));
        return announcer.announce(answer, changed.version(), options);
    }

    @DELETE
    @Operation(summary = "Let the route be itself again")
    public Response delete(@PathParam("model") String model, @BeanParam WriteOptions options) {
        Instant now = clock.instant();
        var changed = Crud.edit(store, RecordType.ROUTE, model, options, route -> {
            standing(route, now);
            return route.withOrder(Optional.empty());
        });
        return announcer.announce(Response.noContent(), changed.version(), options);
    }

    private static PinnedOrder standing(Route route, Instant now) {
        return route.order()
                .filter(order -> now.isBefore(order.until()))
                .orElseThrow(() -> new ProblemException(Problem.notFound("the order by hand of route", route.model())));
    }
}
