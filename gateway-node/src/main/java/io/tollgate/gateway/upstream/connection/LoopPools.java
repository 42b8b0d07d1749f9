package io.tollgate.gateway.upstream.connection;

import io.tollgate.catalog.Deployment;
import io.tollgate.gateway.upstream.UpstreamConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** The pools of one event loop. Confined to it. */
final class LoopPools {

    /** A pool that was not asked for between so many inspections is closed. */
    private static final int MOST_IDLE_INSPECTIONS = 6;

    private static final Logger LOGGER = Logger.getLogger(ConnectionPools.class);

    private final Vertx vertx;
    private final Context loop;
    private final UpstreamConfig config;
    private final Footing.Search search;
    private final Predicate<String> isDeployed;
    private final Map<String, Slot> slots = new HashMap<>();

    LoopPools(Vertx vertx, Context loop, UpstreamConfig config, Footing.Search search, Predicate<String> isDeployed) {
        this.vertx = vertx;
        this.loop = loop;
        this.config = config;
        this.search = search;
        this.isDeployed = isDeployed;
    }

    private static final class Slot {

        private Deployment deployment;
        private final Future<Pool> pool;
        private int idleInspections;

        Slot(Deployment deployment, Future<Pool> pool) {
            this.deployment = deployment;
            this.pool = pool;
        }

        /** Whether the pool is one for {@code other}, which every version of the catalog has anew. */
        // Asked for each call: the same object is the usual case, and comparing two records is not free.
        @SuppressWarnings("ReferenceEquality")
        boolean fits(Deployment other) {
            if (other == deployment) {
                return true;
            }
            boolean same = other.url().equals(deployment.url())
                    && other.handling()
                            .connection()
                            .equals(deployment.handling().connection());
            if (same) {
                deployment = other;
            }
            return same;
        }

        void retire() {
            pool.onSuccess(Pool::retire);
        }
    }

    Context loop() {
        return loop;
    }

    int count() {
        return slots.size();
    }

    /** The pool, or why there is none; what failed is not tried again before the next inspection. */
    Future<Pool> of(Deployment deployment) {
        Slot slot = slots.get(deployment.id());
        if (slot == null || !slot.fits(deployment)) {
            if (slot != null) {
                slot.retire();
            }
            slot = new Slot(deployment, open(deployment));
            slots.put(deployment.id(), slot);
        }
        slot.idleInspections = 0;
        return slot.pool;
    }

    /**
     * Lets go of pools that are not needed any more, that failed to open, or whose backend's address or files have changed;
     * the next call opens another.
     */
    void inspect() {
        for (Slot slot : List.copyOf(slots.values())) {
            slot.idleInspections++;
            if (!isDeployed.test(slot.deployment.id())
                    || slot.idleInspections > MOST_IDLE_INSPECTIONS
                    || slot.pool.failed()) {
                drop(slot);
            } else if (slot.pool.succeeded()) {
                inspect(slot);
            }
        }
    }

    private void inspect(Slot slot) {
        Footing before = slot.pool.result().footing();
        search.find(slot.deployment, Optional.of(before.address()))
                .onSuccess(now -> {
                    if (!now.equals(before)) {
                        drop(slot);
                    }
                })
                .onFailure(failure -> {
                    if (failure instanceof NotAllowedException) {
                        drop(slot);
                    }
                    LOGGER.warnf("deployment=%s cannot be inspected: %s", slot.deployment.id(), failure.getMessage());
                });
    }

    private void drop(Slot slot) {
        slots.remove(slot.deployment.id(), slot);
        slot.retire();
    }

    private Future<Pool> open(Deployment deployment) {
        return search.find(deployment, Optional.empty())
                .map(footing -> {
                    var client = vertx.createHttpClient(ClientOptions.of(deployment, footing, config));
                    return new Pool(client, footing, server(deployment, footing));
                })
                .onFailure(failure -> LOGGER.warnf(
                        "deployment=%s cannot be connected to: %s", deployment.id(), failure.getMessage()));
    }

    private static Optional<SocketAddress> server(Deployment deployment, Footing footing) {
        return deployment.handling().connection().proxy().isPresent()
                ? Optional.empty()
                : Optional.of(SocketAddress.inetSocketAddress(
                        Port.of(deployment.url()), footing.address().getHostAddress()));
    }
}
