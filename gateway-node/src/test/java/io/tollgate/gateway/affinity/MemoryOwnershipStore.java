package io.tollgate.gateway.affinity;

import io.tollgate.gateway.model.Reference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Ownership in memory, which can be away. For one thread. */
public final class MemoryOwnershipStore implements OwnershipStore {

    private final Map<String, Home> homes = new HashMap<>();
    private final Map<String, Map<String, String>> lists = new HashMap<>();
    private boolean away;

    public void goAway() {
        away = true;
    }

    @Override
    public CompletionStage<Optional<Home>> find(String tenant, Reference thing) {
        return answer(Optional.ofNullable(homes.get(tenant + thing)));
    }

    @Override
    public CompletionStage<Void> keep(String tenant, Reference thing, Home home) {
        homes.put(tenant + thing, home);
        return answer(null);
    }

    @Override
    public CompletionStage<Void> forget(String tenant, Reference thing) {
        homes.remove(tenant + thing);
        return answer(null);
    }

    @Override
    public CompletionStage<Void> list(String tenant, String file, String description) {
        lists.computeIfAbsent(tenant, first -> new HashMap<>()).put(file, description);
        return answer(null);
    }

    @Override
    public CompletionStage<Void> unlist(String tenant, String file) {
        lists.getOrDefault(tenant, new HashMap<>()).remove(file);
        return answer(null);
    }

    @Override
    public CompletionStage<Map<String, String>> listed(String tenant) {
        return answer(Map.copyOf(lists.getOrDefault(tenant, new HashMap<>())));
    }

    private <T> CompletionStage<T> answer(T value) {
        return away
                ? CompletableFuture.failedStage(new IllegalStateException("away"))
                : CompletableFuture.completedStage(value);
    }
}
