package io.tollgate.quota.state;

import io.smallrye.common.annotation.Blocking;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.PriorityClass;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.limits.CapacityAccounts;
import io.tollgate.quota.crud.Crud;
import io.tollgate.quota.publication.NodeSignalsReader;
import io.tollgate.quota.state.DeploymentState.UtilisationDocument;
import io.tollgate.quota.store.CatalogStore;
import io.tollgate.quota.store.RecordType;
import io.tollgate.quota.usage.LevelDocument;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How a deployment fares. */
@Path("/admin/v1/deployments/{id}/state")
@Tag(name = "deployments")
public class DeploymentStateResource {

    private final CatalogStore store;
    private final Ledger ledger;
    private final NodeSignalsReader nodes;
    private final InstantSource clock;

    public DeploymentStateResource(CatalogStore store, Ledger ledger, NodeSignalsReader nodes, InstantSource clock) {
        this.store = store;
        this.ledger = ledger;
        this.nodes = nodes;
        this.clock = clock;
    }

    @GET
    @Blocking
    @Operation(
            summary = "How full a deployment is, its breaker, how fast it lately was, and its calls in flight per node")
    public CompletionStage<DeploymentState> get(@PathParam("id") String id) {
        Known known = store.read(tx -> new Known(
                Crud.existing(tx, RecordType.DEPLOYMENT, id).value(),
                tx.priorityClasses().classes()));
        List<Sighting> sightings = Sighting.of(nodes.fresh(), id);
        return account(known).thenApply(account -> document(known.deployment, account, sightings, clock.instant()));
    }

    private CompletionStage<Optional<Ledger.AccountState>> account(Known known) {
        if (known.deployment.limits().isEmpty()) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        List<Bucket> buckets =
                CapacityAccounts.buckets(known.deployment.limits().get(), known.classes);
        return ledger.inspect(CapacityAccounts.account(known.deployment.id()), buckets)
                .thenApply(Optional::of);
    }

    private static DeploymentState document(
            Deployment deployment, Optional<Ledger.AccountState> account, List<Sighting> sightings, Instant now) {
        return new DeploymentState(
                deployment.id(),
                deployment.enabled(),
                deployment.capacity().wireName(),
                new UtilisationDocument(
                        account.map(state -> used(state.levels().getFirst())).orElse(null),
                        Sighting.utilisation(sightings)),
                Sighting.breaker(sightings),
                Sighting.restsUntil(sightings, now).map(Instant::toString).orElse(null),
                Sighting.latency(sightings),
                sightings.stream()
                        .mapToLong(sighting -> sighting.signals().inFlight())
                        .sum(),
                account.map(Ledger.AccountState::openReservations).orElse(null),
                account.map(state -> state.levels().stream()
                                .map(LevelDocument::ofCapacity)
                                .toList())
                        .orElse(null),
                sightings.stream().map(sighting -> sighting.document(now)).toList());
    }

    /** Of the token bucket, which comes first. */
    private static double used(Level tokens) {
        var bucket = (Bucket) tokens.allowance();
        return Sighting.rounded((double) (bucket.capacity() - tokens.available()) / bucket.capacity());
    }

    private record Known(Deployment deployment, List<PriorityClass> classes) {}
}
