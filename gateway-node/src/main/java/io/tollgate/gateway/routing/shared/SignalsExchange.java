package io.tollgate.gateway.routing.shared;

import io.tollgate.catalog.codec.CatalogCodec;
import io.tollgate.catalog.codec.Published;
import io.tollgate.catalog.signals.DeploymentSignals;
import io.tollgate.catalog.signals.NodeSignals;
import io.tollgate.gateway.routing.breaker.BreakerState;
import io.tollgate.gateway.routing.breaker.Notice;
import io.tollgate.gateway.routing.state.Deployments;
import io.tollgate.gateway.routing.state.Neighbours;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.redisson.api.RMap;
import org.redisson.client.codec.StringCodec;

/**
 * Writes what this node sees of deployments and reads what the others do, at every tick. The first that it reads tells a node that has
 * just started which deployments are to be left alone; later it is told at once. Thread-safe.
 */
public final class SignalsExchange {

    /** Between two ticks. */
    public static final long EVERY_MILLIS = 500;

    private static final long FORGOTTEN_MILLIS = 60_000;
    private static final Logger LOGGER = Logger.getLogger(SignalsExchange.class);

    private final SharedRedis redis;
    private final String nodeName;
    private final InstantSource clock;
    private final Deployments deployments;
    private final CatalogCodec codec = new CatalogCodec();
    private final AtomicBoolean hasTold = new AtomicBoolean();
    private final AtomicBoolean hasHeard = new AtomicBoolean();
    private final AtomicBoolean reading = new AtomicBoolean();

    /**
     * @param clock the node's wall clock, by which others see how old its words are
     */
    public SignalsExchange(SharedRedis redis, String nodeName, InstantSource clock, Deployments deployments) {
        this.redis = redis;
        this.nodeName = nodeName;
        this.clock = clock;
        this.deployments = deployments;
    }

    /** To be called every {@link #EVERY_MILLIS}. While Redis is away the others' words are forgotten. */
    public void tick() {
        redis.now()
                .ifPresentOrElse(
                        client -> {
                            RMap<String, String> all = client.getMap(Published.SIGNALS, StringCodec.INSTANCE);
                            write(all);
                            read(all);
                        },
                        () -> deployments.heard(Neighbours.NONE));
    }

    /** Writes if there is something to say, and once when there is nothing any more. */
    private void write(RMap<String, String> all) {
        Map<String, DeploymentSignals> own = own();
        boolean isNew = hasTold.getAndSet(!own.isEmpty());
        if (isNew || !own.isEmpty()) {
            all.fastPutAsync(nodeName, codec.write(new NodeSignals(clock.millis(), own)));
        }
    }

    private Map<String, DeploymentSignals> own() {
        var own = new HashMap<String, DeploymentSignals>();
        deployments.forEach((id, state) -> state.signals().ifPresent(signals -> own.put(id, signals)));
        return own;
    }

    private void read(RMap<String, String> all) {
        if (reading.compareAndSet(false, true)) {
            all.readAllMapAsync().whenComplete((texts, failure) -> {
                reading.set(false);
                if (failure == null) {
                    heard(all, texts);
                } else {
                    deployments.heard(Neighbours.NONE);
                }
            });
        }
    }

    private void heard(RMap<String, String> all, Map<String, String> texts) {
        long now = clock.millis();
        Map<String, NodeSignals> fresh = new HashMap<>();
        List<String> forgotten = new ArrayList<>();
        texts.forEach((node, text) -> {
            NodeSignals signals = parse(node, text);
            long ageMillis = Math.abs(now - signals.atMillis());
            if (ageMillis > FORGOTTEN_MILLIS) {
                forgotten.add(node);
            } else if (ageMillis <= NodeSignals.FRESH_MILLIS) {
                fresh.put(node, signals);
            }
        });
        if (!forgotten.isEmpty()) {
            all.fastRemoveAsync(forgotten.toArray(String[]::new));
        }
        if (deployments.hasCatalog() && hasHeard.compareAndSet(false, true)) {
            fresh.values().forEach(node -> startWith(node, Math.max(0, now - node.atMillis())));
        }
        fresh.remove(nodeName);
        deployments.heard(Neighbours.of(
                fresh.values().stream().map(NodeSignals::deployments).toList()));
    }

    private void startWith(NodeSignals node, long ageMillis) {
        node.deployments().forEach((id, signals) -> {
            long restMillis = signals.restMillis() - ageMillis;
            boolean isOpen = !BreakerState.CLOSED.wireName().equals(signals.breaker());
            if (isOpen) {
                deployments.heard(new Notice.Opened(id, Math.max(1, restMillis)));
            } else if (restMillis > 0) {
                deployments.heard(new Notice.Rested(id, restMillis));
            }
        });
    }

    /** What cannot be read is as good as forgotten, but not removed: a later version may have written it. */
    private NodeSignals parse(String node, String text) {
        try {
            return codec.read(text, NodeSignals.class);
        } catch (CatalogCodec.UnreadableCatalogException unreadable) {
            LOGGER.debugf("signals of node=%s not read: %s", node, unreadable.getMessage());
            return new NodeSignals(clock.millis() - NodeSignals.FRESH_MILLIS - 1, Map.of());
        }
    }
}
