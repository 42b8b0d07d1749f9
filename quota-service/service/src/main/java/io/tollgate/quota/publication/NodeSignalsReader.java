package io.tollgate.quota.publication;

import io.tollgate.catalog.codec.CatalogCodec;
import io.tollgate.catalog.signals.NodeSignals;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.redisson.client.RedisException;

/**
 * What nodes have lately said of deployments. Clocks of nodes and of this service must agree within a few seconds.
 * Thread-safe; blocks.
 */
@Singleton
public class NodeSignalsReader {

    private static final Logger LOGGER = Logger.getLogger(NodeSignalsReader.class);

    private final RedisCatalog redis;
    private final CatalogCodec codec;
    private final InstantSource clock;

    public NodeSignalsReader(RedisCatalog redis, CatalogCodec codec, InstantSource clock) {
        this.redis = redis;
        this.codec = codec;
        this.clock = clock;
    }

    /**
     * By node, without those that have been silent for longer than {@link NodeSignals#FRESH_MILLIS}.
     *
     * @throws RedisException when Redis does not answer
     */
    public SortedMap<String, NodeSignals> fresh() {
        long oldest = clock.millis() - NodeSignals.FRESH_MILLIS;
        var fresh = new TreeMap<String, NodeSignals>();
        redis.signals().forEach((node, text) -> read(node, text)
                .filter(signals -> signals.atMillis() >= oldest)
                .ifPresent(signals -> fresh.put(node, signals)));
        return fresh;
    }

    private Optional<NodeSignals> read(String node, String text) {
        try {
            return Optional.of(codec.read(text, NodeSignals.class));
        } catch (CatalogCodec.UnreadableCatalogException e) {
            LOGGER.debugf(e, "what node %s said of deployments cannot be read", node);
            return Optional.empty();
        }
    }
}
