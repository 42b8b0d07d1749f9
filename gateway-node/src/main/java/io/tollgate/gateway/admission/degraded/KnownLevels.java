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

    /** @param atMillis monotonic */
    record Known(long available, long atMillis) {}

    void observe(String account, List<Level> levels, long nowMillis) {
        if (size.get() >= MOST) {
            size.set(0);
            accounts.clear();
        }
        var known = accounts.computeIfAbsent(account, name -> new ConcurrentHashMap<>());
        for (Level level : levels) {
            if (known.put(level.allowance().id(), new Known(level.available(), nowMillis)) == null) {
                size.incrementAndGet();
            }
        }
    }

    /** This node's own idea of what is left, until the ledger says better. */
    void assume(String account, String allowanceId, long available, long nowMillis) {
        var known = accounts.get(account);
        if (known != null) {
            known.computeIfPresent(allowanceId, (id, last) -> new Known(available, nowMillis));
        }
    }

    /** Null when nothing was ever said. */
    Known of(String account, String allowanceId) {
        var known = accounts.get(account);
        return known == null ? null : known.get(allowanceId);
    }
}
