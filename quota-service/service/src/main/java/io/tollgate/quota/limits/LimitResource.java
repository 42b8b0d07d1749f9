package io.tollgate.quota.limits;

import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.crud.Announcer;
import io.tollgate.quota.crud.Crud;
import io.tollgate.quota.http.ETags;
import io.tollgate.quota.http.WriteOptions;
import io.tollgate.quota.store.CatalogStore;
import io.tollgate.quota.store.RecordType;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A tenant's limits. Their entity tag is the tenant's. */
@Path("/admin/v1/tenants/{tenant}/limits")
@Tag(name = "limits")
public class LimitResource {

    private final CatalogStore store;
    private final Announcer announcer;

    public LimitResource(CatalogStore store, Announcer announcer) {
        this.store = store;
        this.announcer = announcer;
    }

    @GET
    @Operation(summary = "A tenant's limits")
    public Response get(@PathParam("tenant") String tenant, @HeaderParam("If-None-Match") String ifNoneMatch) {
        var row = store.read(tx -> Crud.existing(tx, RecordType.TENANT, tenant));
        return Crud.shown(row, ifNoneMatch, value -> LimitDocument.of(value.limits()));
    }

    @PUT
    @Operation(summary = "Replace a tenant's limits")
    public Response put(
            @PathParam("tenant") String tenant, List<LimitDocument> limits, @BeanParam WriteOptions options) {
        if (limits == null) {
            throw new InvalidCatalogException("body", "is required");
        }
        var wanted = LimitDocument.toLimits(limits);
        var changed = Crud.edit(store, RecordType.TENANT, tenant, options, old -> old.withLimits(wanted));
        var answer = Response.ok(LimitDocument.of(changed.result().value().limits()))
                .header(HttpHeaders.ETAG, ETags.of(changed.result().version()));
        return announcer.announce(answer, changed.version(), options);
    }
}
