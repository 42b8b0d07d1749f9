package io.tollgate.gateway.affinity;

import io.tollgate.gateway.model.Reference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What tenants own on backends, shared by all nodes. Every stage ends within a bounded time. Thread-safe. */
public interface OwnershipStore {

    /** More files of a tenant are kept, and not listed. */
    int MAX_LISTED = 1_000;

    /** Where {@code thing} of {@code tenant} lives; empty when the tenant has no such thing; failed when nobody can say. */
    CompletionStage<Optional<Home>> find(String tenant, Reference thing);

    /** Notes where it lives. Completes when every later {@link #find} on any node finds it; failed when it may not. */
    CompletionStage<Void> keep(String tenant, Reference thing, Home home);

    /** Forgets it. */
    CompletionStage<Void> forget(String tenant, Reference thing);

    /** Puts a file on the list of the tenant's files, up to {@link #MAX_LISTED}; the description is kept as it is. */
    CompletionStage<Void> list(String tenant, String file, String description);

    /** Takes it off. */
    CompletionStage<Void> unlist(String tenant, String file);

    /** The descriptions of the files on the list, by id. */
    CompletionStage<Map<String, String>> listed(String tenant);
}
