package io.tollgate.gateway.admission.degraded;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.PeriodQuota;
import io.tollgate.ledger.ReserveResult;

/**
 * An equal part of what a period's quota held when last heard of. Where nothing is known it grows from nothing at the
 * quota's own average pace, so that a quota that has been used up is exceeded by no more than the outage's part of the
 * period.
 */
final class QuotaPart extends Part {

    private static final long LONGEST_MILLIS = 86_400_000;
    private static final long TRY_AGAIN_MILLIS = 1_000;

    private final int nodes;
    private final long sinceMillis;
    private boolean known;
    private boolean usedUp;
    private PeriodQuota rule;
    private long left;
    private long grown;

    private QuotaPart(PeriodQuota rule, int nodes, long sinceMillis, boolean known, long available) {
        this.rule = rule;
        this.nodes = nodes;
        this.sinceMillis = sinceMillis;
        this.known = known;
        this.usedUp = known && available <= 0;
        this.left = Math.floorDiv(available, (long) nodes);
    }

    static QuotaPart known(PeriodQuota rule, int nodes, long available) {
        return new QuotaPart(rule, nodes, 0, true, available);
    }

    static QuotaPart unknown(PeriodQuota rule, int nodes, long sinceMillis) {
        return new QuotaPart(rule, nodes, sinceMillis, false, 0);
    }

    @Override
    void refresh(Allowance now, long nowMillis) {
        PeriodQuota quota = (PeriodQuota) now;
        if (quota.endsAtMillis() > rule.endsAtMillis()) {
            left = quota.amount() / nodes - inFlight;
            known = true;
            usedUp = false;
        } else if (!known) {
            long due = paced(quota, Math.clamp(nowMillis - sinceMillis, 0, LONGEST_MILLIS)) / nodes;
            left += due - grown;
            grown = due;
        }
        rule = quota;
    }

    @Override
    PeriodQuota rule() {
        return rule;
    }

    @Override
    long waitMillis(long amount) {
        return left >= amount ? 0 : TRY_AGAIN_MILLIS;
    }

    /** Whether the quota is used up everywhere or here alone is the difference between this period and a moment. */
    @Override
    ReserveResult.Cause cause() {
        return usedUp ? ReserveResult.Cause.PERIOD : ReserveResult.Cause.RATE;
    }

    @Override
    void take(long amount) {
        left -= amount;
    }

    @Override
    long charge() {
        long charge = ended;
        ended = 0;
        return charge;
    }

    @Override
    long wholeLevel() {
        return left * nodes;
    }

    /** {@code amount * elapsed / period} without leaving a long. */
    private static long paced(PeriodQuota quota, long elapsedMillis) {
        long period = quota.nextEndsAtMillis() - quota.endsAtMillis();
        return quota.amount() / period * elapsedMillis + quota.amount() % period * elapsedMillis / period;
    }
}
