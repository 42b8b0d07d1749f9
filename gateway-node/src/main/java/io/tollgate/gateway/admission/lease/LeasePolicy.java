package io.tollgate.gateway.admission.lease;

import io.tollgate.catalog.LimitKind;
import io.tollgate.gateway.admission.Demand;
import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.PeriodQuota;
import java.time.Duration;

/** When a lease pays, how large its blocks are and how long they live. */
final class LeasePolicy {

    static final Duration TIME_TO_LIVE = Duration.ofSeconds(20);

    /** The node stops admitting this long before the ledger would end the lease: their clocks need not run alike. */
    static final long MARGIN_MILLIS = 500;

    private static final long RENEW_AFTER_MILLIS = 10_000;

    /** A limit that comes near so soon after the lease began is near more than for a moment. */
    static final long SHORT_MILLIS = 10_000;

    /** Without a request for so long, the blocks go back. */
    static final long IDLE_MILLIS = 10_000;

    static final long FIRST_PAUSE_MILLIS = 1_000;
    static final long LONGEST_PAUSE_MILLIS = 5_000;
    static final long FIRST_BACKOFF_MILLIS = 250;
    static final long LONGEST_BACKOFF_MILLIS = 2_000;

    /** What a block lasts for at the recent rate. */
    private static final double BLOCK_SECONDS = 15;

    /** A block that is shorter than so many requests is no help. */
    private static final int LEAST_REQUESTS = 4;

    private static final double LEAST_REQUESTS_PER_SECOND = 0.8;

    /** A quota does not refill, so far from its end is a matter of time: twice this to begin with. */
    private static final double QUOTA_SECONDS = 60;

    /**
     * The last of a quota is counted one by one: what a lease has not reported yet would look as if it might come back, and
     * the quota be not used up but waited for.
     */
    private static final long LAST_QUOTA_TOKENS = 20_000;

    private LeasePolicy() {}

    /** Half of the time to live, less up to a tenth by the lease's name, so that not all renew at once. */
    static long renewAfterMillis(String id) {
        return RENEW_AFTER_MILLIS - Math.floorMod(id.hashCode(), RENEW_AFTER_MILLIS / 10);
    }

    /** Twice as long, from the first to the longest. */
    static long longer(long millis, long first, long longest) {
        return Math.clamp(2 * millis, first, longest);
    }

    /** Money is never leased, nor are slots: these are counted one by one. */
    static boolean isLeasable(Demand demand) {
        boolean wantsSomething = false;
        for (int i = 0; i < demand.limits().size(); i++) {
            LimitKind kind = demand.limits().get(i).limit().kind();
            if (kind == LimitKind.MONEY_BUDGET || kind == LimitKind.CONCURRENT_REQUESTS) {
                return false;
            }
            wantsSomething |= demand.amounts().get(i) > 0;
        }
        return wantsSomething;
    }

    /** Whether there are enough requests for a lease to cost less than they do one by one. */
    static boolean isBusy(RecentDemand recent, long nowMillis) {
        return recent.requests() >= LEAST_REQUESTS - 0.5
                && recent.requestsPerSecond(nowMillis) >= LEAST_REQUESTS_PER_SECOND;
    }

    /** What others must find available for a lease to begin. */
    static long floorToEnter(Allowance rule, double perSecond) {
        return 2 * floorToStay(rule, perSecond);
    }

    /** What others must find available for a lease to grow. */
    static long floorToStay(Allowance rule, double perSecond) {
        long quarter = rule.capacity() / 4;
        return rule instanceof PeriodQuota
                ? Math.max(LAST_QUOTA_TOKENS, Math.min(quarter, (long) (QUOTA_SECONDS * perSecond)))
                : quarter;
    }

    /** The least that is worth holding, when requests are of this size. */
    static long least(long amount) {
        return LEAST_REQUESTS * amount;
    }

    /**
     * What to hold: enough for a while, and at most half of what could be had, so that other nodes find some too.
     *
     * @param room what is available above the floor, this node's own rest included
     */
    static long block(double perSecond, long amount, long room) {
        long least = least(amount);
        long wanted = Math.max(least, (long) Math.ceil(perSecond * BLOCK_SECONDS));
        return Math.max(least, Math.min(wanted, room / 2));
    }
}
