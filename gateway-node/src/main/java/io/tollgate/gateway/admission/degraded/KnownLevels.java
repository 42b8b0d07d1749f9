package io.tollgate.gateway.admission.degraded;

import io.tollgate.ledger.Level;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the ledger last said of each allowance, and when. Bounded; thread-safe. */
final class KnownLevels {

    /** When it is full it starts anew. */
    static final int MOST = 200_000;

    private final ConcurrentHashMap<String, ConcurrentHashMap<String, Known>> accounts = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();

    /**
     * @param atMillis monotonic
     * @param leased whether it was said of a limit of which this node had a lease: such a limit was far
     */
    record Known(long available, long atMillis, boolean leased) {

        private static Known newer(Known one, Known other) {
            return one.atMillis > other.atMillis ? one : other;
        }
    }

    void observe(String account, List<Level> levels, long atMillis, boolean leased) {
        if (size.get() >= MOST) {
            size.set(0);
            accounts.clear();
        }
        var known = accounts.computeIfAbsent(account, name -> new ConcurrentHashMap<>());
        for (Level level : levels) {
            var said = new Known(level.available(), atMillis, leased);
            if (known.putIfAbsent(level.allowance().id(), said) == null) {
                size.incrementAndGet();
            } else {
                known.merge(level.allowance().id(), said, Known::newer);
            }
        }
    }

    /** This node's own idea of what is left, until the ledger says better. */
    void assume(String account, String allowanceId, long available, long nowMillis) {
        var known = accounts.get(account);
        if (known != null) {
            known.computeIfPresent(allowanceId, (id, last) -> new Known(available, nowMillis, false));
        }
    }

    /** Null when nothing was ever said. */
    Known of(String account, String allowanceId) {
        var known = accounts.get(account);
        return known == null ? null : known.get(allowanceId);
    }
}
