package io.tollgate.gateway.admission;

import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.QuotaView;
import io.tollgate.ledger.BucketLevel;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether a request is near a token limit, so that what it reserves should be its own bound rather than what is usual.
 * Knows what the ledger last said of each key; thread-safe and bounded.
 */
public final class Headroom {

    /** A limit is near while fewer than this many requests of the same size would fit. */
    static final int REQUESTS_THAT_SHOULD_FIT = 50;

    private static final int MOST_KEYS = 100_000;

    private final ConcurrentHashMap<String, Long> availableByKey = new ConcurrentHashMap<>();

    /** The ledger said this when a request with the key was decided. */
    void observe(String keyId, QuotaView view) {
        BucketLevel tightest = view.tightest(LimitKind.TOKENS_PER_MINUTE).orElse(null);
        if (tightest != null) {
            if (availableByKey.size() >= MOST_KEYS) {
                availableByKey.clear();
            }
            availableByKey.put(keyId, tightest.available());
        }
    }

    static boolean hasTokenLimit(Caller caller) {
        return tooSmall(caller.tenant().limits(), Long.MAX_VALUE)
                || tooSmall(caller.key().limits(), Long.MAX_VALUE);
    }

    boolean isNear(Caller caller, long boundTokens) {
        long wanted = Math.max(1, boundTokens) * REQUESTS_THAT_SHOULD_FIT;
        return tooSmall(caller.tenant().limits(), wanted)
                || tooSmall(caller.key().limits(), wanted)
                || availableByKey.getOrDefault(caller.key().id(), Long.MAX_VALUE) < wanted;
    }

    private static boolean tooSmall(List<Limit> limits, long wanted) {
        for (Limit limit : limits) {
            if (limit.kind() == LimitKind.TOKENS_PER_MINUTE && limit.burst() < wanted) {
                return true;
            }
        }
        return false;
    }
}
