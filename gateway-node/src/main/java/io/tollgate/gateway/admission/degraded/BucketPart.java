package io.tollgate.gateway.admission.degraded;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.ReserveResult;

/**
 * An equal part of a bucket: the refill and the capacity divided by the nodes. Counts in units of 1/(60000 * nodes), so
 * that a millisecond refills {@code perMinute} of them exactly.
 */
final class BucketPart extends Part {

    private static final long UNITS = 60_000;
    private static final long DEEPEST = -4_000_000_000_000_000_000L;

    private final long unitsPerToken;
    private Bucket rule;
    private long units;
    private long atMillis;
    private boolean charged;

    /**
     * @param available what the whole bucket held at {@code atMillis}
     */
    BucketPart(Bucket rule, int nodes, long available, long atMillis) {
        this.rule = rule;
        this.unitsPerToken = UNITS * nodes;
        // One part in so many of the whole: the unit is smaller by the same factor.
        this.units = Math.min(available, rule.capacity()) * UNITS;
        this.atMillis = atMillis;
    }

    @Override
    void refresh(Allowance now, long nowMillis) {
        long elapsed = Math.max(0, nowMillis - atMillis);
        long missing = full() - units;
        units = elapsed >= Math.ceilDiv(Math.max(0, missing), rule.perMinute())
                ? full()
                : units + elapsed * rule.perMinute();
        atMillis += elapsed;
        rule = (Bucket) now;
        units = Math.min(units, full());
    }

    @Override
    Bucket rule() {
        return rule;
    }

    /** A request larger than this node's part waits until the part is full and then goes into debt. */
    @Override
    long waitMillis(long amount) {
        long needed = Math.min(amount * unitsPerToken, full());
        return units >= needed ? 0 : Math.ceilDiv(needed - units, rule.perMinute());
    }

    @Override
    ReserveResult.Cause cause() {
        return ReserveResult.Cause.RATE;
    }

    @Override
    void take(long amount) {
        units = Math.clamp(units - amount * unitsPerToken, DEEPEST, full());
    }

    /**
     * What was used, unless refill has made up for it: then what is missing from this part. The ledger's bucket has been
     * refilling alone meanwhile, up to full.
     */
    @Override
    long charge() {
        long missing = Math.ceilDiv(full() - units, unitsPerToken) - inFlight;
        long charge = charged ? ended : Math.clamp(missing, 0, ended);
        charged = true;
        ended = 0;
        return charge;
    }

    @Override
    long wholeLevel() {
        return Math.floorDiv(units, UNITS);
    }

    private long full() {
        return rule.capacity() * UNITS;
    }
}
