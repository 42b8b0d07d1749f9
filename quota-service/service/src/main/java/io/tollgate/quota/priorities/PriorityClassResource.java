package io.tollgate.quota.priorities;

import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.crud.Announcer;
import io.tollgate.quota.crud.Crud;
import io.tollgate.quota.http.ETags;
import io.tollgate.quota.http.WriteOptions;
import io.tollgate.quota.store.CatalogStore;
import io.tollgate.quota.store.PriorityClasses;
import io.tollgate.quota.store.RecordType;
import io.tollgate.quota.store.Stored;
import io.tollgate.quota.store.Tx;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The priority classes, as one ordered list. */
@Path("/admin/v1/priority-classes")
@Tag(name = "priority classes")
public class PriorityClassResource {

    private final CatalogStore store;
    private final Announcer announcer;

    public PriorityClassResource(CatalogStore store, Announcer announcer) {
        this.store = store;
        this.announcer = announcer;
    }

    @GET
    @Operation(summary = "The priority classes, the most urgent first")
    public Response get(@HeaderParam("If-None-Match") String ifNoneMatch) {
        return Crud.shown(store.read(PriorityClassResource::standing), ifNoneMatch, PriorityClassDocument::of);
    }

    @PUT
    @Operation(summary = "Replace the priority classes; an empty list brings back the default ones")
    public Response put(List<PriorityClassDocument> documents, @BeanParam WriteOptions options) {
        options.waitsUntilApplied();
        if (documents == null) {
            throw new InvalidCatalogException("body", "is required");
        }
        PriorityClasses wanted = PriorityClassDocument.toClasses(documents);
        var changed = store.change(tx -> {
            ETags.require(options, Optional.of(standing(tx).version()));
            return tx.rows(RecordType.PRIORITY_CLASSES).put(wanted);
        });
        var answer = Response.ok(PriorityClassDocument.of(changed.result().value()))
                .header(HttpHeaders.ETAG, ETags.of(changed.result().version()));
        return announcer.announce(answer, changed.version(), options);
    }

    private static Stored<PriorityClasses> standing(Tx tx) {
        return tx.rows(RecordType.PRIORITY_CLASSES)
                .find(PriorityClasses.ID)
                .orElseGet(() -> new Stored<>(PriorityClasses.usual(), 0, false));
    }
}
