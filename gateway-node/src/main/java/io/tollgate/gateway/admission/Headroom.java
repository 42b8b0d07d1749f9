package io.tollgate.gateway.admission;

import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.gateway.model.Caller;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.limits.ApplicableLimits;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether a request is near a token limit, so that what it reserves should be its own bound rather than what is usual.
 * Knows what the ledger last said of each account; thread-safe and bounded.
 */
public final class Headroom {

    /** A limit is near while fewer than this many requests of the same size would fit. */
    static final int REQUESTS_THAT_SHOULD_FIT = 50;

    private static final int MOST_ACCOUNTS = 100_000;

    private final ConcurrentHashMap<String, Long> availableByAccount = new ConcurrentHashMap<>();

    /** The ledger said this when it decided the demand. */
    void observe(Demand demand, List<Level> levels) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < levels.size(); i++) {
            if (demand.limits().get(i).limit().kind().countsTokens()) {
                least = Math.min(least, levels.get(i).available());
            }
        }
        if (least < Long.MAX_VALUE) {
            if (availableByAccount.size() >= MOST_ACCOUNTS) {
                availableByAccount.clear();
            }
            availableByAccount.put(demand.account(), least);
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
                || availableByAccount.getOrDefault(ApplicableLimits.account(caller.tenant()), Long.MAX_VALUE) < wanted;
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
