package io.tollgate.gateway.affinity;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.model.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * Finds where a request must go for what it names, and notes where new things live. A place is a backend's address together
 * with the credential for it: what one deployment there remembers, the others there know too. Stages never fail.
 * Thread-safe.
 */
public final class Affinity {

    private final OwnershipStore store;
    private final Set<String> shared;

    /**
     * @param shared ids of things that operators have made on every backend for all tenants, such as vector stores
     */
    public Affinity(OwnershipStore store, Set<String> shared) {
        this.store = store;
        this.shared = Set.copyOf(shared);
    }

    /**
     * Where a request must go.
     *
     * @param route the only one whose deployments may serve it; without one it is exactly the deployment that made the first thing
     * @param things what it needs; of several, all must live at one place
     */
    public CompletionStage<Recall> recall(
            CatalogIndex catalog, String tenant, Optional<Route> route, List<Reference> things) {
        List<Reference> named =
                things.stream().filter(thing -> !isShared(thing)).toList();
        if (named.isEmpty()) {
            return CompletableFuture.completedStage(new Recall.Anywhere());
        }
        for (Reference thing : named) {
            if (!thing.kind().ownable()) {
                return CompletableFuture.completedStage(new Recall.Unknown(thing));
            }
        }
        return homes(tenant, named)
                .thenApply(homes -> place(catalog, named, homes, route))
                .exceptionally(away -> new Recall.Unavailable());
    }

    private boolean isShared(Reference thing) {
        return !thing.kind().ownable() && shared.contains(thing.id());
    }

    /** Notes where {@code thing} lives. True once every node can know; false if that cannot be said. */
    public CompletionStage<Boolean> keep(String tenant, Reference thing, Home home) {
        return store.keep(tenant, thing, home).thenApply(kept -> true).exceptionally(away -> false);
    }

    /** Forgets it: its owner has deleted it. */
    public CompletionStage<Boolean> forget(String tenant, Reference thing) {
        return store.forget(tenant, thing)
                .thenCompose(gone -> thing.kind() == Reference.Kind.FILE
                        ? store.unlist(tenant, thing.id())
                        : CompletableFuture.completedStage(null))
                .thenApply(gone -> true)
                .exceptionally(away -> false);
    }

    /** Puts a file on the list of the tenant's files. Best effort. */
    public CompletionStage<Boolean> list(String tenant, String file, String description) {
        return store.list(tenant, file, description).thenApply(kept -> true).exceptionally(away -> false);
    }

    /** The descriptions of the tenant's files, by id; empty when nobody can say. */
    public CompletionStage<Optional<Map<String, String>>> listed(String tenant) {
        return store.listed(tenant).thenApply(Optional::of).exceptionally(away -> Optional.empty());
    }

    /** Which of these files the tenant still has. */
    public CompletionStage<List<String>> present(String tenant, List<String> files) {
        List<Reference> things =
                files.stream().map(id -> new Reference(Reference.Kind.FILE, id)).toList();
        return homes(tenant, things)
                .thenApply(homes -> IntStream.range(0, files.size())
                        .filter(i -> homes.get(i).isPresent())
                        .mapToObj(files::get)
                        .toList())
                .exceptionally(away -> files);
    }

    private CompletionStage<List<Optional<Home>>> homes(String tenant, List<Reference> named) {
        CompletionStage<List<Optional<Home>>> all = CompletableFuture.completedStage(new ArrayList<>(named.size()));
        for (Reference thing : named) {
            all = all.thenCombine(store.find(tenant, thing), (found, home) -> {
                found.add(home);
                return found;
            });
        }
        return all;
    }

    private static Recall place(
            CatalogIndex catalog, List<Reference> named, List<Optional<Home>> homes, Optional<Route> route) {
        Deployment first = null;
        for (int i = 0; i < named.size(); i++) {
            Deployment made = homes.get(i)
                    .map(home -> catalog.deployment(home.deployment()))
                    .orElse(null);
            if (made == null) {
                return new Recall.Unknown(named.get(i));
            }
            first = first == null ? made : first;
            if (!samePlace(first, made)) {
                return new Recall.Apart(named.get(i));
            }
        }
        List<Deployment> there = route.isPresent() ? at(first, catalog, route.get()) : List.of(first);
        if (there.isEmpty()) {
            return new Recall.Unserved(named.getFirst());
        }
        long earlierTokens =
                homes.stream().mapToLong(home -> home.orElseThrow().tokens()).sum();
        return open(there, first)
                .<Recall>map(to -> new Recall.To(to, homes.getFirst().orElseThrow(), earlierTokens))
                .orElseGet(Recall.Closed::new);
    }

    private static List<Deployment> at(Deployment place, CatalogIndex catalog, Route route) {
        var found = new ArrayList<Deployment>();
        for (Tier tier : route.tiers()) {
            for (String id : tier.deployments()) {
                Deployment deployment = catalog.deployment(id);
                if (samePlace(place, deployment)) {
                    found.add(deployment);
                }
            }
        }
        return found;
    }

    private static Optional<Deployment> open(List<Deployment> there, Deployment best) {
        if (best.enabled() && there.contains(best)) {
            return Optional.of(best);
        }
        return there.stream().filter(Deployment::enabled).findFirst();
    }

    private static boolean samePlace(Deployment one, Deployment other) {
        return one.url().equals(other.url()) && one.credential().equals(other.credential());
    }
}
