package io.tollgate.quota.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tollgate.quota.budgets.BudgetDocument;
import io.tollgate.quota.crud.Announcer;
import io.tollgate.quota.deployments.DeploymentDocument;
import io.tollgate.quota.http.ETags;
import io.tollgate.quota.http.Problem;
import io.tollgate.quota.http.ProblemException;
import io.tollgate.quota.http.WriteOptions;
import io.tollgate.quota.prices.PriceDocument;
import io.tollgate.quota.priorities.PriorityClassDocument;
import io.tollgate.quota.products.ProductDocument;
import io.tollgate.quota.routes.RouteDocument;
import io.tollgate.quota.store.CatalogStore;
import io.tollgate.quota.store.Rows;
import io.tollgate.quota.store.Stored;
import io.tollgate.quota.store.Tx;
import io.tollgate.quota.tenants.TenantDocument;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The catalog as one document. Its entity tag is the catalog's version. */
@Path("/admin/v1/catalog")
@Tag(name = "catalog")
public class CatalogResource {

    private static final String YAML = "application/yaml";

    private final CatalogStore store;
    private final Announcer announcer;
    private final Reconciler reconciler;
    private final DocumentFormat format;

    public CatalogResource(CatalogStore store, Announcer announcer, Reconciler reconciler, DocumentFormat format) {
        this.store = store;
        this.announcer = announcer;
        this.reconciler = reconciler;
        this.format = format;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, YAML})
    @Operation(summary = "The whole catalog but for keys, as a document that can be applied again")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = CatalogDocument.class)))
    public Response get(@HeaderParam("If-None-Match") String ifNoneMatch, @Context HttpHeaders headers) {
        var exported = store.read(tx -> new Stored<>(export(tx), tx.version(), false));
        String tag = ETags.of(exported.version());
        if (ETags.isCurrent(ifNoneMatch, exported.version())) {
            return Response.notModified().header(HttpHeaders.ETAG, tag).build();
        }
        boolean yaml = DocumentFormat.isYaml(headers.getAcceptableMediaTypes().getFirst());
        return (yaml
                        ? Response.ok(format.yaml(exported.value()), YAML)
                        : Response.ok(exported.value(), MediaType.APPLICATION_JSON))
                .header(HttpHeaders.ETAG, tag)
                .build();
    }

    @PUT
    @Consumes({MediaType.APPLICATION_JSON, YAML, "text/yaml", "application/x-yaml"})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Make the catalog equal to a document",
            description =
                    "Sections that are present are made equal to the document in one transaction: what it does not"
                            + " name is deleted, but tenants, which are disabled. Absent sections stay as they are. Keys are"
                            + " never touched.")
    @RequestBody(
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = CatalogDocument.class)))
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Difference.class)))
    public Response put(
            @Parameter(description = "'true' answers what would change and changes nothing") @QueryParam("dryRun")
                    String dryRun,
            @HeaderParam("Content-Type") MediaType type,
            @BeanParam WriteOptions options,
            @Parameter(hidden = true) InputStream body)
            throws JsonProcessingException {
        options.waitsUntilApplied();
        boolean rehearsed = isTrue(dryRun);
        var plan = reconciler.plan(format.read(body, DocumentFormat.isYaml(type)));
        Function<Tx, Difference> work = tx -> {
            ETags.require(options, Optional.of(tx.version() - 1));
            return plan.apply(tx);
        };
        var changed = rehearsed ? store.rehearse(work) : store.change(work);
        var answer = Response.ok(changed.result().at(changed.version(), rehearsed))
                .header(HttpHeaders.ETAG, ETags.of(changed.version()));
        return rehearsed ? answer.build() : announcer.announce(answer, changed.version(), options);
    }

    private static CatalogDocument export(Tx tx) {
        return new CatalogDocument(
                all(tx.tenants(), TenantDocument::of),
                all(tx.products(), ProductDocument::of),
                PriorityClassDocument.of(tx.priorityClasses()),
                all(tx.deployments(), DeploymentDocument::of),
                all(tx.routes(), RouteDocument::of),
                all(tx.prices(), PriceDocument::of),
                all(tx.budgets(), BudgetDocument::configured));
    }

    private static <T extends Record, D> List<D> all(Rows<T> rows, Function<T, D> toDocument) {
        return rows.all().stream().map(Stored::value).map(toDocument).toList();
    }

    private static boolean isTrue(String dryRun) {
        if (dryRun != null && !dryRun.equals("true") && !dryRun.equals("false")) {
            throw new ProblemException(Problem.invalid("dryRun", "'dryRun' must be true or false"));
        }
        return "true".equals(dryRun);
    }
}
