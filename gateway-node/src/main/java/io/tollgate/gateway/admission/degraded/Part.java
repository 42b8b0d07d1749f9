package io.tollgate.gateway.admission.degraded;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.ReserveResult;

/** This node's part of one allowance while the ledger is away. Not thread-safe: its account guards it. */
abstract sealed class Part permits BucketPart, QuotaPart, SlotsPart {

    /** What a request that was let through holds until it ends. */
    long inFlight;

    /** Used by requests that have ended, and not yet charged. */
    long ended;

    /** Notes the time and the rule in force. */
    abstract void refresh(Allowance rule, long nowMillis);

    abstract Allowance rule();

    /** How long until the amount is there; 0 when it is. */
    abstract long waitMillis(long amount);

    /** What a denied request waits for. */
    abstract ReserveResult.Cause cause();

    /** Takes, whatever is there; negative gives back. */
    abstract void take(long amount);

    /** What the whole would hold if every node's part held as much as this one. */
    abstract long wholeLevel();

    /** What to charge when the ledger is back; it is not charged again. */
    abstract long charge();
}
