package io.tollgate.gateway.admission;

import io.tollgate.gateway.model.QuotaView;

/** The grant of a request to which no limit applies. */
enum Unlimited implements Grant {
    GRANT;

    @Override
    public QuotaView view() {
        return QuotaView.NONE;
    }

    @Override
    public Regime regime() {
        return Regime.UNLIMITED;
    }

    @Override
    public void grown(Consumption soFar) {
        // Nothing is counted.
    }

    @Override
    public void settle(Consumption used) {
        // Nothing is counted.
    }

    @Override
    public void release() {
        // Nothing is counted.
    }
}
