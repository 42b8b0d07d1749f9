package io.tollgate.gateway.upstream.connection;

import io.netty.util.concurrent.FastThreadLocal;
import io.tollgate.catalog.Deployment;
import io.tollgate.gateway.upstream.UpstreamConfig;
import io.tollgate.gateway.upstream.credential.CredentialFiles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.future.PromiseInternal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A pool for each deployment and event loop, opened by the first call. Bounded by the deployments of the catalog. To be used
 * on event loops; thread-safe.
 */
public final class ConnectionPools {

    /** How often {@link #inspect} is to be called: a changed address or file is followed after as long. */
    public static final long INSPECTION_MILLIS = 10_000;

    private final Vertx vertx;
    private final UpstreamConfig config;
    private final Footing.Search search;
    private final Predicate<String> isDeployed;
    private final Queue<LoopPools> loops = new ConcurrentLinkedQueue<>();
    private final FastThreadLocal<LoopPools> own = new FastThreadLocal<>() {
        @Override
        protected LoopPools initialValue() {
            return newLoop();
        }
    };

    /**
     * @param keys reads the private keys that the node shows
     * @param isDeployed whether the catalog has a deployment with this id
     */
    public ConnectionPools(
            Vertx vertx,
            UpstreamConfig config,
            NameResolver names,
            AllowedAddresses allowed,
            CredentialFiles keys,
            Predicate<String> isDeployed) {
        this.vertx = vertx;
        this.config = config;
        this.search = new Footing.Search(names, allowed, vertx.fileSystem(), keys);
        this.isDeployed = isDeployed;
    }

    /**
     * This event loop's pool for {@code deployment}, at once when it is open. Fails when the backend's name leads nowhere or to
     * an address that is not allowed, when a file cannot be read, or when that takes longer than {@code mostMillis}.
     */
    public Future<Pool> of(Deployment deployment, long mostMillis) {
        Future<Pool> pool = own.get().of(deployment);
        if (pool.isComplete()) {
            return pool;
        }
        // Another request may have asked first: come back on the context of this one.
        PromiseInternal<Pool> here = ((ContextInternal) vertx.getOrCreateContext()).promise();
        pool.onComplete(here);
        return here.future().timeout(mostMillis, TimeUnit.MILLISECONDS);
    }

    /** Closes what is not needed any more and lets changed addresses and files come into force. Returns at once. */
    public void inspect() {
        loops.forEach(pools -> pools.loop().runOnContext(inspected -> pools.inspect()));
    }

    private LoopPools newLoop() {
        var loop = ((ContextInternal) vertx.getOrCreateContext()).unwrap();
        var pools = new LoopPools(vertx, loop, config, search, isDeployed);
        loops.add(pools);
        return pools;
    }
}
