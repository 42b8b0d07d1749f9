package io.tollgate.gateway.routing;

import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * Tells the other nodes that a deployment has asked to be left alone, and hears it from them, so that N nodes draw no
 * more refusals than one. A duration travels, not a time of day: clocks may differ. Best effort; without Redis each node
 * learns for itself. Thread-safe.
 */
public final class CooldownFeed {

    /** Topic; a message is {@code node deployment milliseconds}, separated by a tab. */
    static final String TOPIC = "tollgate:deployments:cooldowns";

    private static final Logger LOGGER = Logger.getLogger(CooldownFeed.class);

    private final CompletionStage<RedissonClient> redis;
    private final String nodeName;
    private final Cooldowns cooldowns;

    public CooldownFeed(CompletionStage<RedissonClient> redis, String nodeName, Cooldowns cooldowns) {
        this.redis = redis;
        this.nodeName = nodeName;
        this.cooldowns = cooldowns;
    }

    /** Starts to listen and to tell. */
    public void start() {
        redis.thenAccept(client -> {
            var topic = client.getTopic(TOPIC, StringCodec.INSTANCE);
            topic.addListenerAsync(String.class, (channel, message) -> heard(message));
            cooldowns.onRest((deployment, millis) -> topic.publishAsync(nodeName + "\t" + deployment + "\t" + millis));
        });
    }

    void heard(String message) {
        String[] parts = message.split("\t", -1);
        if (parts.length != 3 || !parts[2].matches("\\d{1,9}")) {
            LOGGER.debugf("not a cooldown: %s", message);
        } else if (!parts[0].equals(nodeName)) {
            cooldowns.heard(parts[1], Long.parseLong(parts[2]));
        }
    }
}
