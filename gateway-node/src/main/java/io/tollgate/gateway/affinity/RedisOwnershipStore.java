package io.tollgate.gateway.affinity;

import io.tollgate.catalog.codec.KeyHash;
import io.tollgate.gateway.model.Reference;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.redisson.api.RBucket;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * Ownership in Redis: {@code tollgate:{TENANT}:owned:KIND:SHA-256 OF THE ID}, a key each, which lives as long as configured
 * after its last use. A tenant's list of files is a hash, {@code tollgate:{TENANT}:files}, which lives as long after it has
 * grown. Every stage fails at once while Redis has not been reached or does not answer, else within the client's
 * deadline; each command is tried twice, so that one late answer does no harm.
 */
public final class RedisOwnershipStore implements OwnershipStore {

    private final CompletableFuture<RedissonClient> client;
    private final BooleanSupplier answers;
    private final Duration timeToLive;

    /**
     * @param client the client, once Redis has been reached
     * @param answers whether Redis has answered lately; it is not asked while it has not
     * @param timeToLive since the last use
     */
    public RedisOwnershipStore(CompletionStage<RedissonClient> client, BooleanSupplier answers, Duration timeToLive) {
        this.client = client.toCompletableFuture();
        this.answers = answers;
        this.timeToLive = timeToLive;
    }

    @Override
    public CompletionStage<Optional<Home>> find(String tenant, Reference thing) {
        return twice(tenant, thing, bucket -> bucket.getAndExpireAsync(timeToLive))
                .thenApply(text -> Optional.ofNullable(text).flatMap(Home::read));
    }

    @Override
    public CompletionStage<Void> keep(String tenant, Reference thing, Home home) {
        return twice(tenant, thing, bucket -> bucket.setAsync(home.text(), timeToLive));
    }

    @Override
    public CompletionStage<Void> forget(String tenant, Reference thing) {
        return twice(tenant, thing, RBucket::deleteAsync).thenApply(deleted -> null);
    }

    @Override
    public CompletionStage<Void> list(String tenant, String file, String description) {
        return twice(redis -> {
                    RMap<String, String> files = files(redis, tenant);
                    return files.sizeAsync()
                            .thenCompose(size -> size < MAX_LISTED
                                    ? files.fastPutAsync(file, description)
                                    : CompletableFuture.completedStage(false))
                            .thenCompose(put -> files.expireAsync(timeToLive));
                })
                .thenApply(set -> null);
    }

    @Override
    public CompletionStage<Void> unlist(String tenant, String file) {
        return twice(redis -> files(redis, tenant).fastRemoveAsync(file)).thenApply(removed -> null);
    }

    @Override
    public CompletionStage<Map<String, String>> listed(String tenant) {
        return twice(redis -> files(redis, tenant).readAllMapAsync());
    }

    private static RMap<String, String> files(RedissonClient redis, String tenant) {
        return redis.getMap("tollgate:{" + tenant + "}:files", StringCodec.INSTANCE);
    }

    private <T> CompletionStage<T> twice(
            String tenant, Reference thing, Function<RBucket<String>, CompletionStage<T>> command) {
        String name = key(tenant, thing);
        return twice(redis -> command.apply(redis.getBucket(name, StringCodec.INSTANCE)));
    }

    private <T> CompletionStage<T> twice(Function<RedissonClient, CompletionStage<T>> command) {
        return once(command).exceptionallyCompose(late -> once(command));
    }

    private <T> CompletionStage<T> once(Function<RedissonClient, CompletionStage<T>> command) {
        RedissonClient redis = answers.getAsBoolean() ? client.getNow(null) : null;
        return redis == null ? CompletableFuture.failedStage(new NotReachedException()) : command.apply(redis);
    }

    /** A digest, so that neither length nor contents of what callers send stand in Redis. */
    static String key(String tenant, Reference thing) {
        return "tollgate:{" + tenant + "}:owned:" + thing.kind().wireName() + ":" + KeyHash.of(thing.id());
    }

    /** Redis has not been reached since the node started, or does not answer. */
    private static final class NotReachedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotReachedException() {
            super("Redis does not answer", null, false, false);
        }
    }
}
