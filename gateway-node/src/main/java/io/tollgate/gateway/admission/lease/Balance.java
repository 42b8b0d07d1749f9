package io.tollgate.gateway.admission.lease;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.LeaseRenewal;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.PeriodQuota;

/**
 * What a node holds of one allowance. What the ledger has as outstanding is, between renewals, the free part, what requests
 * in flight have taken, and what has been used and not been said yet. Not thread-safe.
 */
final class Balance {

    private Allowance rule;
    private long free;
    private long inFlight;
    private long used;
    private long outstanding;
    private long sentUsed;
    private long sentWanted;
    private long low;
    private long latestAmount;
    private long available;
    private long resetMillis;
    private long seenAtMillis;

    Balance(Allowance rule) {
        this.rule = rule;
    }

    Allowance rule() {
        return rule;
    }

    long free() {
        return free;
    }

    long latestAmount() {
        return latestAmount;
    }

    /** Takes the rule over; returns whether it is another one. */
    boolean follow(Allowance current) {
        if (current == rule || current.equals(rule)) {
            return false;
        }
        rule = current;
        return true;
    }

    void wanted(long amount) {
        latestAmount = amount;
    }

    boolean isLow() {
        return free < low;
    }

    /** Of the free part, into debt if the caller has not looked. */
    void take(long amount) {
        free -= amount;
        inFlight += amount;
    }

    /** What was taken has ended, and so much of it was used. */
    void end(long taken, long reallyUsed) {
        inFlight -= taken;
        free += taken - reallyUsed;
        used += reallyUsed;
    }

    boolean hasNews() {
        return used > 0 || free > 0;
    }

    /** What this node could hold if others are to find the floor. */
    long room(long floor) {
        return Math.max(0, available + Math.max(0, free) - floor);
    }

    /**
     * What to say in the next renewal. What goes back cannot be taken any more.
     *
     * @param target what should be free afterwards
     */
    LeaseRenewal.Part renewal(long target, long floor) {
        long most = rule instanceof PeriodQuota ? PeriodQuota.MOST : Bucket.MOST;
        sentUsed = Math.min(used, most);
        used -= sentUsed;
        free = Math.min(free, target);
        low = target / 5;
        sentWanted = Math.min(most, target + inFlight);
        return new LeaseRenewal.Part(rule, sentUsed, sentWanted, Math.min(most, floor));
    }

    /** The ledger has carried the renewal out; returns whether it gave what was wanted. */
    boolean renewed(long nowOutstanding) {
        outstanding = nowOutstanding;
        free = outstanding - inFlight - used;
        sentUsed = 0;
        return outstanding >= sentWanted;
    }

    /**
     * The ledger had ended the lease before it carried the renewal out; all that had been outstanding counts as used. What is
     * in flight is no longer part of the lease. Returns what was used or in flight beyond that.
     */
    long lost(long nowOutstanding) {
        long beyond = sentUsed + used + inFlight - outstanding;
        outstanding = nowOutstanding;
        free = nowOutstanding;
        inFlight = 0;
        used = 0;
        sentUsed = 0;
        return Math.max(0, beyond);
    }

    /** What the ledger said others find. */
    void seen(Level level, long nowMillis) {
        available = level.available();
        resetMillis = level.resetMillis();
        seenAtMillis = nowMillis;
    }

    long seenAtMillis() {
        return seenAtMillis;
    }

    /** What others found at last. */
    Level lastSeen() {
        return new Level(rule, available, resetMillis);
    }

    /** What others found at last, refilled since, and what is free here. */
    Level level(long nowMillis) {
        long elapsed = Math.max(0, nowMillis - seenAtMillis);
        long rest = Math.max(0, resetMillis - elapsed);
        long refilled = rule instanceof Bucket bucket
                ? available + (long) (Math.min(elapsed, resetMillis) / 60_000.0 * bucket.perMinute())
                : available;
        return new Level(rule, Math.min(rule.capacity(), refilled + Math.max(0, free)), rest);
    }
}
