package io.tollgate.gateway.admission;

import io.tollgate.ledger.Level;
import io.tollgate.ledger.limits.ApplicableLimit;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether a request is near a token limit, so that its prompt is better counted than estimated. Knows what the ledger last said of each account; thread-safe and bounded.
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

    /** Whether a request of so many tokens is near one of these limits of the account. */
    public boolean isNear(String account, List<ApplicableLimit> limits, long tokens) {
        long wanted = Math.max(1, tokens) * REQUESTS_THAT_SHOULD_FIT;
        for (ApplicableLimit limit : limits) {
            if (limit.limit().kind().countsTokens() && limit.allowance().capacity() < wanted) {
                return true;
            }
        }
        return availableByAccount.getOrDefault(account, Long.MAX_VALUE) < wanted;
    }
}
