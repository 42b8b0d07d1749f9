package io.tollgate.gateway.routing.shared;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.redisson.api.RedissonClient;

/**
 * Redis while it answers. Thread-safe.
 */
public final class SharedRedis {

    private final CompletableFuture<RedissonClient> client;
    private final BooleanSupplier answers;

    /**
     * @param client the client, once Redis has been reached
     * @param answers whether Redis has answered lately; nothing is asked while it has not
     */
    public SharedRedis(CompletionStage<RedissonClient> client, BooleanSupplier answers) {
        this.client = client.toCompletableFuture();
        this.answers = answers;
    }

    /** The client; empty while there is nobody to ask. */
    Optional<RedissonClient> now() {
        return answers.getAsBoolean() ? Optional.ofNullable(client.getNow(null)) : Optional.empty();
    }

    /** The client, as soon as Redis has been reached for the first time. */
    CompletionStage<RedissonClient> reached() {
        return client;
    }
}
