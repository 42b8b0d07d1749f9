package io.tollgate.quota.usage;

import io.smallrye.common.annotation.Blocking;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.limits.ApplicableLimit;
import io.tollgate.ledger.limits.ApplicableLimits;
import io.tollgate.quota.crud.Crud;
import io.tollgate.quota.store.CatalogStore;
import io.tollgate.quota.store.RecordType;
import io.tollgate.quota.store.Stored;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A tenant's levels in the ledger. */
@Path("/admin/v1/tenants/{tenant}/usage")
@Tag(name = "usage")
public class UsageResource {

    /** As many as are looked at together; keys beyond are left out. */
    static final int MOST_LIMITS = 200;

    private final CatalogStore store;
    private final Ledger ledger;
    private final InstantSource clock;

    public UsageResource(CatalogStore store, Ledger ledger, InstantSource clock) {
        this.store = store;
        this.ledger = ledger;
        this.clock = clock;
    }

    @GET
    @Blocking
    @Operation(summary = "What the limits of a tenant, its product and its keys have left, and the open reservations")
    public CompletionStage<UsageDocument> get(
            @PathParam("tenant") String tenant,
            @Parameter(description = "Whose limits to show of those that each end user has for itself")
                    @QueryParam("user")
                    String user) {
        TenantLimits all = store.read(tx -> {
            var owner = Crud.existing(tx, RecordType.TENANT, tenant).value();
            var product = owner.product().flatMap(id -> tx.products().find(id)).map(Stored::value);
            var keys = tx.keys().pageOfTenant(tenant, "", MOST_LIMITS).stream()
                    .map(Stored::value)
                    .toList();
            return new TenantLimits(owner, product, keys, Optional.ofNullable(user));
        });
        List<ApplicableLimit> limits =
                all.at(clock.instant()).stream().limit(MOST_LIMITS).toList();
        return ledger.inspect(
                        ApplicableLimits.account(all.tenant()),
                        limits.stream().map(ApplicableLimit::allowance).toList())
                .thenApply(state -> document(tenant, limits, state));
    }

    private static UsageDocument document(String tenant, List<ApplicableLimit> limits, Ledger.AccountState state) {
        var levels = IntStream.range(0, limits.size())
                .mapToObj(i -> LevelDocument.of(limits.get(i), state.levels().get(i)))
                .toList();
        return new UsageDocument(
                tenant, state.openReservations(), state.openLeases(), state.nextDeadlineInMillis(), levels);
    }
}
