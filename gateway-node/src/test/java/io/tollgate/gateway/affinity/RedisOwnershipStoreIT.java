package io.tollgate.gateway.affinity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.gateway.model.Reference;
import io.tollgate.gateway.model.Reference.Kind;
import io.tollgate.stack.servers.TestServers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

class RedisOwnershipStoreIT {

    private static final Duration DAY = Duration.ofDays(1);

    private final Reference thing = new Reference(Kind.RESPONSE, "resp_" + System.identityHashCode(this));
    private final RedissonClient redis = connect();
    private final AtomicBoolean answers = new AtomicBoolean(true);
    private final RedisOwnershipStore one = store(CompletableFuture.completedStage(redis));
    private final RedisOwnershipStore other = store(CompletableFuture.completedStage(redis));

    @AfterEach
    void close() {
        redis.shutdown();
    }

    @Test
    void shouldTellEveryNodeWhatOneHasNoted() {
        get(one.keep("acme", thing, new Home("payg-1", "gpt-4o", 0)));
        assertThat(get(other.find("acme", thing))).contains(new Home("payg-1", "gpt-4o", 0));

        get(other.keep("acme", thing, new Home("payg-1", "gpt-4o", 300)));
        assertThat(get(one.find("acme", thing))).contains(new Home("payg-1", "gpt-4o", 300));
        assertThat(get(one.find("rival", thing))).isEmpty();

        get(one.forget("acme", thing));
        assertThat(get(other.find("acme", thing))).isEmpty();
    }

    @Test
    void shouldListFilesOnEveryNode() {
        String tenant = "lists-" + System.identityHashCode(this);
        get(one.list(tenant, "file-1", "{\"id\":\"file-1\"}"));
        get(other.list(tenant, "file-2", "{}"));
        assertThat(get(other.listed(tenant)))
                .containsOnlyKeys("file-1", "file-2")
                .containsEntry("file-2", "{}");
        assertThat(get(one.listed("rival"))).isEmpty();

        get(other.unlist(tenant, "file-1"));
        assertThat(get(one.listed(tenant))).containsOnlyKeys("file-2");
    }

    @Test
    void shouldKeepAThingForAsLongAsItIsUsed() {
        get(one.keep("acme", thing, new Home("payg-1", "gpt-4o", 0)));
        var bucket = redis.<String>getBucket(RedisOwnershipStore.key("acme", thing), StringCodec.INSTANCE);
        assertThat(bucket.remainTimeToLive()).isBetween(1L, DAY.toMillis());

        bucket.expire(Duration.ofMinutes(1));
        get(other.find("acme", thing));

        assertThat(bucket.remainTimeToLive()).isGreaterThan(Duration.ofHours(23).toMillis());
    }

    @Test
    void shouldShowNothingOfAnIdInRedisAndKeepATenantsKeysTogether() {
        String key = RedisOwnershipStore.key("acme", new Reference(Kind.FILE, "file-of-someone\r\n{x}"));

        assertThat(key).matches("tollgate:\\{acme}:owned:file:[0-9a-f]{64}");
    }

    @Test
    void shouldFailAtOnceWhileRedisHasNotBeenReachedOrDoesNotAnswer() {
        RedisOwnershipStore early = store(new CompletableFuture<>());
        answers.set(false);

        for (RedisOwnershipStore store : new RedisOwnershipStore[] {early, one}) {
            for (CompletionStage<?> stage : new CompletionStage<?>[] {
                store.find("acme", thing),
                store.keep("acme", thing, new Home("payg-1", "gpt-4o", 0)),
                store.forget("acme", thing)
            }) {
                assertThat(stage.toCompletableFuture()).isCompletedExceptionally();
            }
        }
    }

    @Test
    void shouldTakeAnythingElseUnderItsNameForNothing() {
        redis.<String>getBucket(RedisOwnershipStore.key("acme", thing), StringCodec.INSTANCE)
                .set("something else");

        assertThat(get(one.find("acme", thing))).isEqualTo(Optional.empty());
        redis.shutdown();
        assertThatThrownBy(() -> get(one.find("acme", thing))).isNotNull();
    }

    private RedisOwnershipStore store(CompletionStage<RedissonClient> client) {
        return new RedisOwnershipStore(client, answers::get, DAY);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static RedissonClient connect() {
        var config = new Config();
        config.useSingleServer()
                .setAddress(TestServers.redis().url())
                .setConnectionPoolSize(2)
                .setConnectionMinimumIdleSize(1);
        return Redisson.create(config);
    }
}
