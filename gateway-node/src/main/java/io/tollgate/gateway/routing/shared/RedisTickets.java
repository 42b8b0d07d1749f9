package io.tollgate.gateway.routing.shared;

import io.tollgate.gateway.routing.breaker.ProbeTickets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.redisson.api.RBucket;
import org.redisson.client.codec.StringCodec;

/** Tickets as keys that expire: who writes one first has it. Thread-safe. */
public final class RedisTickets implements ProbeTickets {

    private final SharedRedis redis;
    private final String nodeName;
    private final String prefix;

    /**
     * @param purpose what the ticket allows; tickets of different purposes are different
     */
    public RedisTickets(SharedRedis redis, String nodeName, String purpose) {
        this.redis = redis;
        this.nodeName = nodeName;
        this.prefix = "tollgate:deployments:" + purpose + ":";
    }

    @Override
    public CompletionStage<Boolean> take(String deploymentId, long millis) {
        return redis.now()
                .<CompletionStage<Boolean>>map(
                        client -> client.<String>getBucket(prefix + deploymentId, StringCodec.INSTANCE)
                                .setIfAbsentAsync(nodeName, Duration.ofMillis(millis)))
                .orElseGet(() -> CompletableFuture.failedStage(new NobodyToAskException()));
    }

    @Override
    public void used(String deploymentId, long millis) {
        redis.now().ifPresent(client -> {
            RBucket<String> ticket = client.getBucket(prefix + deploymentId, StringCodec.INSTANCE);
            ticket.setAsync(nodeName, Duration.ofMillis(millis));
        });
    }

    /** Redis has not been reached since the node started, or does not answer. */
    private static final class NobodyToAskException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NobodyToAskException() {
            super("Redis does not answer", null, false, false);
        }
    }
}
