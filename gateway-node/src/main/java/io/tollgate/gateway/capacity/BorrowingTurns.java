package io.tollgate.gateway.capacity;

import io.tollgate.catalog.backend.DeploymentCapacity.Share;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose turn it is to borrow what a deployment has free, while it is short: the workload that has borrowed least for its
 * weight among those of this node that are waiting for some. A workload waits from when it was refused until it is served,
 * and for a second at most. Knows as many workloads as have shares. Thread-safe; never blocks for long.
 */
final class BorrowingTurns {

    private static final long WAITS_AT_MOST_MILLIS = 1_000;

    /** How much later than it was told to come back a workload may come. */
    private static final long GRACE_MILLIS = 100;

    /** Finer than a token, so that a division by a weight loses nothing that matters. */
    private static final long FINENESS = 1_000;

    private final Map<String, Borrower> borrowers = new HashMap<>();
    private long newestStart;

    private static final class Borrower {
        private final int weight;
        private long borrowed;
        private long waitsUntilMillis = Long.MIN_VALUE;
        private long guaranteeSpentUntilMillis = Long.MIN_VALUE;

        private Borrower(int weight) {
            this.weight = weight;
        }
    }

    /**
     * 0 when it is the workload's turn, else how long the one before it needs, at the deployment's rate, to catch up; the
     * workload waits from now on.
     */
    synchronized long waitMillis(Share share, long perMinute, long nowMillis) {
        Borrower asking = borrower(share);
        if (asking.waitsUntilMillis < nowMillis) {
            asking.borrowed = Math.max(asking.borrowed, newestStart);
        }
        Borrower first = asking;
        for (Borrower other : borrowers.values()) {
            if (other.waitsUntilMillis >= nowMillis && other.borrowed < first.borrowed) {
                first = other;
            }
        }
        if (first == asking) {
            return 0;
        }
        long tokens = (asking.borrowed - first.borrowed) * first.weight / FINENESS;
        long waitMillis = Math.clamp(Math.ceilDiv(tokens * 60_000, perMinute), 1, WAITS_AT_MOST_MILLIS);
        waits(asking, waitMillis, nowMillis);
        return waitMillis;
    }

    /** It was its turn, and it took this. */
    synchronized void borrowed(Share share, long tokens) {
        Borrower borrower = borrower(share);
        newestStart = Math.max(newestStart, borrower.borrowed);
        borrower.borrowed += tokens * FINENESS / share.weight();
        borrower.waitsUntilMillis = Long.MIN_VALUE;
    }

    /** It was its turn, and there was not enough yet: it comes first when it comes back. */
    synchronized void refused(Share share, long retryAfterMillis, long nowMillis) {
        waits(borrower(share), retryAfterMillis, nowMillis);
    }

    /** The workload's guarantee will not do for an equal request until then. */
    synchronized void guaranteeSpent(Share share, long forMillis, long nowMillis) {
        borrower(share).guaranteeSpentUntilMillis = nowMillis + forMillis;
    }

    /** Whether the workload's guarantee is known not to do. */
    synchronized boolean isGuaranteeSpent(Share share, long nowMillis) {
        return borrower(share).guaranteeSpentUntilMillis > nowMillis;
    }

    private Borrower borrower(Share share) {
        Borrower known = borrowers.get(share.tenant());
        if (known == null || known.weight != share.weight()) {
            known = new Borrower(share.weight());
            borrowers.put(share.tenant(), known);
        }
        return known;
    }

    private static void waits(Borrower borrower, long millis, long nowMillis) {
        borrower.waitsUntilMillis = nowMillis + Math.min(millis + GRACE_MILLIS, WAITS_AT_MOST_MILLIS);
    }
}
