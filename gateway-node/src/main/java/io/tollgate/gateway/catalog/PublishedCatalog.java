package io.tollgate.gateway.catalog;

import io.tollgate.catalog.codec.Published;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * What the quota service has published in Redis. Every stage fails at once while Redis has not been reached yet, and
 * within the client's deadline afterwards. Thread-safe.
 */
public final class PublishedCatalog {

    private final CompletableFuture<RedissonClient> client;

    /**
     * @param client the client, once Redis has been reached
     */
    public PublishedCatalog(CompletionStage<RedissonClient> client) {
        this.client = client.toCompletableFuture();
    }

    /** Runs {@code action} as soon as Redis has been reached for the first time. */
    void whenReached(Runnable action) {
        client.thenRun(action);
    }

    /** The text under {@code name}; null when there is none. Asks twice, so that one late answer does no harm. */
    CompletionStage<String> read(String name) {
        return readOnce(name).exceptionallyCompose(late -> readOnce(name));
    }

    private CompletionStage<String> readOnce(String name) {
        RedissonClient redis = client.getNow(null);
        return redis == null
                ? CompletableFuture.failedStage(new NotReachedException())
                : redis.<String>getBucket(name, StringCodec.INSTANCE).getAsync();
    }

    /** Runs {@code listener} with every announced version, from when the stage has completed; survives reconnects. */
    CompletionStage<Integer> onChange(Consumer<String> listener) {
        return client.thenCompose(redis -> redis.getTopic(Published.CHANGES, StringCodec.INSTANCE)
                .addListenerAsync(String.class, (channel, version) -> listener.accept(version)));
    }

    /** Says which version a node has applied, and when. Best effort. */
    void report(String nodeName, long version, long epochMillis) {
        RedissonClient redis = client.getNow(null);
        if (redis != null) {
            redis.getMap(Published.APPLIED, StringCodec.INSTANCE).fastPutAsync(nodeName, version + ":" + epochMillis);
        }
    }

    /** Redis has not been reached since the node started. */
    private static final class NotReachedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotReachedException() {
            super("Redis has not been reached yet", null, false, false);
        }
    }
}
