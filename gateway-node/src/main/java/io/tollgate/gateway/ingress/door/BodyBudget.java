package io.tollgate.gateway.ingress.door;

import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.GatewayFailure;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of requests' bodies a node holds at one time: of all callers together, of one tenant, which gets half of that,
 * and of one key, which gets a third. Bodies of more than {@value #SMALL_BYTES} bytes leave a quarter of it to small ones. Knows
 * tenants and keys only while they hold something. Thread-safe.
 */
public final class BodyBudget {

    static final long SMALL_BYTES = 65_536;

    private static final long TRY_AGAIN_MILLIS = 1_000;

    private final long maxBytes;
    private final AtomicLong heldBytes = new AtomicLong();
    private final ConcurrentHashMap<String, Long> heldByTenant = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Long> heldByKey = new ConcurrentHashMap<>();

    /**
     * @param maxBytes of all callers together
     */
    public BodyBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A body of this caller begins; it holds nothing yet. */
    public Share open(Caller caller) {
        return new Share(caller.tenant().id(), caller.key().id());
    }

    /** What all bodies hold at the moment. */
    public long heldBytes() {
        return heldBytes.get();
    }

    /** What one body holds. To be {@linkplain #close closed} in any case. Thread-safe. */
    public final class Share {

        private final String tenant;
        private final String key;
        private long bytes;
        private boolean closed;

        private Share(String tenant, String key) {
            this.tenant = tenant;
            this.key = key;
        }

        /** Takes so many bytes more, or none and says why. */
        public synchronized Optional<GatewayFailure> grow(long more) {
            if (closed) {
                return Optional.of(new GatewayFailure.CallerLeft());
            }
            long max = bytes + more > SMALL_BYTES ? maxBytes / 4 * 3 : maxBytes;
            if (heldBytes.addAndGet(more) > max) {
                heldBytes.addAndGet(-more);
                return Optional.of(new GatewayFailure.BodiesTooLarge("node", TRY_AGAIN_MILLIS));
            }
            if (heldByTenant.merge(tenant, more, Long::sum) > maxBytes / 2) {
                heldBytes.addAndGet(-more);
                giveBack(heldByTenant, tenant, more);
                return Optional.of(new GatewayFailure.BodiesTooLarge("tenant", TRY_AGAIN_MILLIS));
            }
            if (heldByKey.merge(key, more, Long::sum) > maxBytes / 3) {
                heldBytes.addAndGet(-more);
                giveBack(heldByTenant, tenant, more);
                giveBack(heldByKey, key, more);
                return Optional.of(new GatewayFailure.BodiesTooLarge("key", TRY_AGAIN_MILLIS));
            }
            bytes += more;
            return Optional.empty();
        }

        /** Gives everything back. Does nothing the second time. */
        public synchronized void close() {
            if (!closed) {
                closed = true;
                heldBytes.addAndGet(-bytes);
                giveBack(heldByTenant, tenant, bytes);
                giveBack(heldByKey, key, bytes);
            }
        }

        private static void giveBack(ConcurrentHashMap<String, Long> held, String name, long bytes) {
            held.computeIfPresent(name, (same, all) -> all == bytes ? null : all - bytes);
        }
    }
}
