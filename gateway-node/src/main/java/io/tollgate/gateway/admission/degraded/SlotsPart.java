package io.tollgate.gateway.admission.degraded;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.Slots;

/** An equal part of what may run at one time, 1 at least. Requests from before the outage are not counted. */
final class SlotsPart extends Part {

    private static final long TRY_AGAIN_MILLIS = 1_000;

    private final int nodes;
    private Slots rule;
    private long held;

    SlotsPart(Slots rule, int nodes) {
        this.rule = rule;
        this.nodes = nodes;
    }

    @Override
    void refresh(Allowance now, long nowMillis) {
        rule = (Slots) now;
    }

    @Override
    Slots rule() {
        return rule;
    }

    @Override
    long waitMillis(long amount) {
        return held + amount <= Math.max(1, rule.most() / nodes) ? 0 : TRY_AGAIN_MILLIS;
    }

    @Override
    ReserveResult.Cause cause() {
        return ReserveResult.Cause.IN_FLIGHT;
    }

    @Override
    void take(long amount) {
        held += amount;
    }

    @Override
    long wholeLevel() {
        return rule.most() - held * nodes;
    }

    @Override
    long charge() {
        ended = 0;
        return 0;
    }
}
