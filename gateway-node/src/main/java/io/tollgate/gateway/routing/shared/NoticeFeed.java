package io.tollgate.gateway.routing.shared;

import io.tollgate.gateway.routing.breaker.Notice;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.redisson.client.codec.StringCodec;

/**
 * Tells the other nodes at once that a deployment fails, serves again or wants to be left alone, and hears it from them, so that N
 * nodes draw no more failures and refusals than one. Best effort. Thread-safe.
 */
public final class NoticeFeed {

    /** Topic; what is said in it is not kept. */
    static final String TOPIC = "tollgate:deployments:notices";

    private static final Logger LOGGER = Logger.getLogger(NoticeFeed.class);

    private final SharedRedis redis;
    private final String nodeName;

    public NoticeFeed(SharedRedis redis, String nodeName) {
        this.redis = redis;
        this.nodeName = nodeName;
    }

    /** Tells it to the other nodes. */
    public void tell(Notice notice) {
        redis.now().ifPresent(client -> client.getTopic(TOPIC, StringCodec.INSTANCE)
                .publishAsync(NoticeText.write(nodeName, notice)));
    }

    /** Gives {@code listener} what the others tell, from when the stage has completed; survives reconnects. */
    public CompletionStage<Integer> listen(Consumer<Notice> listener) {
        return redis.reached().thenCompose(client -> client.getTopic(TOPIC, StringCodec.INSTANCE)
                .addListenerAsync(String.class, (channel, text) -> heard(text, listener)));
    }

    private void heard(String text, Consumer<Notice> listener) {
        NoticeText.read(text)
                .ifPresentOrElse(
                        message -> {
                            if (!message.node().equals(nodeName)) {
                                listener.accept(message.notice());
                            }
                        },
                        () -> LOGGER.debugf("not a notice: %s", text));
    }
}
