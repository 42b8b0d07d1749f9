package io.tollgate.quota.usage;

import io.smallrye.common.annotation.Blocking;
import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.Tenant;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Ledger;
import io.tollgate.quota.crud.Crud;
import io.tollgate.quota.store.CatalogStore;
import io.tollgate.quota.store.RecordType;
import io.tollgate.quota.store.Stored;
import io.tollgate.quota.usage.UsageDocument.LevelDocument;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A tenant's levels in the ledger. */
@Path("/admin/v1/tenants/{tenant}/usage")
@Tag(name = "usage")
public class UsageResource {

    /** As many as are looked at together; keys beyond are left out. */
    static final int MOST_LIMITS = 200;

    private final CatalogStore store;
    private final Ledger ledger;

    public UsageResource(CatalogStore store, Ledger ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    @GET
    @Blocking
    @Operation(summary = "What a tenant's and its keys' limits have left, and the open reservations")
    public CompletionStage<UsageDocument> get(@PathParam("tenant") String tenant) {
        List<Bucket> buckets = store.read(tx -> {
            var owner = Crud.existing(tx, RecordType.TENANT, tenant).value();
            var keys = tx.keys().pageOfTenant(tenant, "", MOST_LIMITS).stream().map(Stored::value);
            return Stream.concat(ofTenant(owner), keys.flatMap(UsageResource::ofKey))
                    .limit(MOST_LIMITS)
                    .toList();
        });
        return ledger.inspect(tenant, buckets)
                .thenApply(state -> new UsageDocument(
                        tenant,
                        state.openReservations(),
                        state.nextDeadlineInMillis(),
                        state.levels().stream().map(LevelDocument::of).toList()));
    }

    private static Stream<Bucket> ofTenant(Tenant tenant) {
        return tenant.limits().stream().map(limit -> bucket(limit.kind().tenantBucket(), limit));
    }

    private static Stream<Bucket> ofKey(ApiKey key) {
        return key.revoked()
                ? Stream.empty()
                : key.limits().stream().map(limit -> bucket(limit.kind().keyBucket(key.id()), limit));
    }

    private static Bucket bucket(String id, Limit limit) {
        return new Bucket(id, limit.perMinute(), limit.burst());
    }
}
