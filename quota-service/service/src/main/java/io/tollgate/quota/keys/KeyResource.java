package io.tollgate.quota.keys;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.crud.Announcer;
import io.tollgate.quota.crud.Crud;
import io.tollgate.quota.crud.Page;
import io.tollgate.quota.http.ETags;
import io.tollgate.quota.http.PageOptions;
import io.tollgate.quota.http.Problem;
import io.tollgate.quota.http.ProblemException;
import io.tollgate.quota.http.WriteOptions;
import io.tollgate.quota.limits.LimitDocument;
import io.tollgate.quota.store.CatalogStore;
import io.tollgate.quota.store.RecordType;
import io.tollgate.quota.store.Stored;
import io.tollgate.quota.store.Tx;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A tenant's keys. A revoked key stays on record and is never accepted again. */
@Path("/admin/v1/tenants/{tenant}/keys")
@Tag(name = "keys")
public class KeyResource {

    private final CatalogStore store;
    private final Announcer announcer;
    private final KeyMint mint;

    public KeyResource(CatalogStore store, Announcer announcer, KeyMint mint) {
        this.store = store;
        this.announcer = announcer;
        this.mint = mint;
    }

    @GET
    @Operation(summary = "List a tenant's keys, revoked ones included")
    public Page<KeyDocument> list(@PathParam("tenant") String tenant, @BeanParam PageOptions options) {
        int most = options.size() + 1;
        List<ApiKey> found = store.read(tx -> {
            Crud.existing(tx, RecordType.TENANT, tenant);
            return tx.keys().pageOfTenant(tenant, options.start(), most).stream()
                    .map(Stored::value)
                    .toList();
        });
        return Page.of(found, options, ApiKey::id, KeyDocument::of);
    }

    @POST
    @Operation(summary = "Make a key; the answer is the only place where it is shown")
    @APIResponse(
            responseCode = "201",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = KeyDocument.class)))
    public Response post(@PathParam("tenant") String tenant, KeyRequest request, @BeanParam WriteOptions options) {
        options.waitsUntilApplied();
        if (request == null) {
            throw new InvalidCatalogException("body", "is required");
        }
        var minted = mint.mint(tenant, request);
        var changed = store.change(tx -> {
            Crud.existing(tx, RecordType.TENANT, tenant);
            requireNew(tx, minted.record());
            return tx.keys().put(minted.record());
        });
        var answer = Response.created(URI.create("admin/v1/tenants/" + tenant + "/keys/"
                        + minted.record().id()))
                .entity(KeyDocument.showing(minted.record(), minted.secret()))
                .header(HttpHeaders.ETAG, ETags.of(changed.result().version()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        return announcer.announce(answer, changed.version(), options);
    }

    @GET
    @Path("/{key}")
    @Operation(summary = "Read a key's record; the key itself is not stored")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = KeyDocument.class)))
    public Response get(
            @PathParam("tenant") String tenant,
            @PathParam("key") String key,
            @HeaderParam("If-None-Match") String ifNoneMatch) {
        var row = store.read(tx -> Crud.existing(tx, RecordType.KEY, key));
        requireOwner(tenant, row.value());
        return Crud.shown(row, ifNoneMatch, KeyDocument::of);
    }

    @DELETE
    @Path("/{key}")
    @Operation(summary = "Revoke a key for good; its record stays")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = KeyDocument.class)))
    public Response revoke(
            @PathParam("tenant") String tenant, @PathParam("key") String key, @BeanParam WriteOptions options) {
        return edit(tenant, key, options, ApiKey::asRevoked);
    }

    @PUT
    @Path("/{key}/limits")
    @Operation(summary = "Replace a key's limits, which apply on top of the tenant's")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = KeyDocument.class)))
    public Response putLimits(
            @PathParam("tenant") String tenant,
            @PathParam("key") String key,
            List<LimitDocument> limits,
            @BeanParam WriteOptions options) {
        if (limits == null) {
            throw new InvalidCatalogException("body", "is required");
        }
        var wanted = LimitDocument.toLimits(limits);
        return edit(tenant, key, options, known -> known.withLimits(wanted));
    }

    @PUT
    @Path("/{key}/priority")
    @Operation(summary = "Replace a key's priority")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = KeyDocument.class)))
    public Response putPriority(
            @PathParam("tenant") String tenant,
            @PathParam("key") String key,
            KeyPriority wanted,
            @BeanParam WriteOptions options) {
        if (wanted == null) {
            throw new InvalidCatalogException("body", "is required");
        }
        return edit(tenant, key, options, known -> known.withPriority(Optional.ofNullable(wanted.priority())));
    }

    private Response edit(String tenant, String key, WriteOptions options, UnaryOperator<ApiKey> edit) {
        var changed = Crud.edit(store, RecordType.KEY, key, options, known -> {
            requireOwner(tenant, known);
            return edit.apply(known);
        });
        Stored<ApiKey> row = changed.result();
        var answer = Response.ok(KeyDocument.of(row.value())).header(HttpHeaders.ETAG, ETags.of(row.version()));
        return announcer.announce(answer, changed.version(), options);
    }

    private static void requireNew(Tx tx, ApiKey key) {
        if (tx.keys().findAny(key.id()).isPresent()) {
            throw new ProblemException(
                    Problem.conflict("id", "a key with id '" + key.id() + "' exists or has existed"));
        }
        if (tx.keys().hasHash(key.hash())) {
            throw new ProblemException(Problem.conflict("key", "this key is or has been in use"));
        }
    }

    private static void requireOwner(String tenant, ApiKey key) {
        if (!key.tenantId().equals(tenant)) {
            throw new ProblemException(Problem.notFound("key", key.id()));
        }
    }
}
