package io.tollgate.gateway.catalog;

import io.tollgate.catalog.codec.Published;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * What the quota service has published in Redis. Every stage fails at once while Redis has not been reached yet or does not answer, and
 * within the client's deadline afterwards. Thread-safe.
 */
public final class PublishedCatalog {

    private static final int MOST_TRIES = 4;

    private final CompletableFuture<RedissonClient> client;
    private final BooleanSupplier answers;

    /**
     * @param client the client, once Redis has been reached
     * @param answers whether Redis has answered lately; nothing is read while it has not
     */
    public PublishedCatalog(CompletionStage<RedissonClient> client, BooleanSupplier answers) {
        this.client = client.toCompletableFuture();
        this.answers = answers;
    }

    /** Runs {@code action} as soon as Redis has been reached for the first time. */
    void whenReached(Runnable action) {
        client.thenRun(action);
    }

    /**
     * The text under {@code name}; null when there is none. Asks up to {@value #MOST_TRIES} times, so that late answers do no
     * harm: a node that has just started is slow itself, and has no caller in memory.
     */
    CompletionStage<String> read(String name) {
        return read(name, MOST_TRIES);
    }

    private CompletionStage<String> read(String name, int tries) {
        CompletionStage<String> asked = readOnce(name);
        return tries == 1 ? asked : asked.exceptionallyCompose(late -> read(name, tries - 1));
    }

    private CompletionStage<String> readOnce(String name) {
        RedissonClient redis = clientThatAnswers();
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
        RedissonClient redis = clientThatAnswers();
        if (redis != null) {
            redis.getMap(Published.APPLIED, StringCodec.INSTANCE).fastPutAsync(nodeName, version + ":" + epochMillis);
        }
    }

    /** What the nodes have reported: node name to {@code version:epochMillis}. */
    CompletionStage<Map<String, String>> reports() {
        RedissonClient redis = clientThatAnswers();
        return redis == null
                ? CompletableFuture.failedStage(new NotReachedException())
                : redis.<String, String>getMap(Published.APPLIED, StringCodec.INSTANCE)
                        .readAllMapAsync();
    }

    private RedissonClient clientThatAnswers() {
        return answers.getAsBoolean() ? client.getNow(null) : null;
    }

    /** Redis has not been reached since the node started, or does not answer. */
    private static final class NotReachedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotReachedException() {
            super("Redis does not answer", null, false, false);
        }
    }
}
