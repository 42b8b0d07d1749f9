package io.tollgate.quota.routes;

import io.tollgate.catalog.Route;
import io.tollgate.catalog.routing.Fallbacks;
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
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Routes, identified by the name that clients ask for. */
@Path("/admin/v1/routes")
@Tag(name = "routes")
public class RouteResource {

    private final Crud<Route, RouteDocument> crud;

    public RouteResource(CatalogStore store, Announcer announcer) {
        crud = new Crud<>(RecordType.ROUTE, RouteDocument::of, store, announcer);
    }

    @GET
    @Operation(summary = "List routes")
    public Page<RouteDocument> list(@BeanParam PageOptions options) {
        return crud.list(options);
    }

    @POST
    @Operation(summary = "Create a route")
    @APIResponse(
            responseCode = "201",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RouteDocument.class)))
    public Response post(RouteDocument document, @BeanParam WriteOptions options) {
        return crud.post(document, options);
    }

    @GET
    @Path("/{model}")
    @Operation(summary = "Read a route")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RouteDocument.class)))
    public Response get(@PathParam("model") String model, @HeaderParam("If-None-Match") String ifNoneMatch) {
        return crud.get(model, ifNoneMatch);
    }

    @PUT
    @Path("/{model}")
    @Operation(summary = "Create or replace a route")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RouteDocument.class)))
    public Response put(@PathParam("model") String model, RouteDocument document, @BeanParam WriteOptions options) {
        return crud.put(model, document, options);
    }

    @DELETE
    @Path("/{model}")
    @Operation(summary = "Delete a route")
    public Response delete(@PathParam("model") String model, @BeanParam WriteOptions options) {
        return crud.delete(model, options, tx -> requireNoFallbackTo(tx, model));
    }

    private static void requireNoFallbackTo(Tx tx, String model) {
        Route wanted = Crud.existing(tx, RecordType.ROUTE, model).value();
        for (var row : tx.routes().all()) {
            Fallbacks fallbacks = row.value().fallbacks();
            Stream.of(fallbacks.contextWindow(), fallbacks.contentPolicy())
                    .flatMap(Optional::stream)
                    .filter(name -> name.equals(model) || wanted.aliases().contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new ProblemException(Problem.conflict(
                                "model",
                                "route '" + row.value().model() + "' falls back to '" + name
                                        + "'; change that route first"));
                    });
        }
    }
}
