package io.tollgate.gateway.admission.degraded;

import io.tollgate.gateway.admission.Consumption;
import io.tollgate.gateway.admission.Demand;
import io.tollgate.gateway.admission.Grant;
import io.tollgate.gateway.admission.Regime;
import io.tollgate.gateway.model.QuotaView;
import io.tollgate.ledger.Slots;
import io.tollgate.ledger.limits.ApplicableLimit;
import java.util.List;

/** The permission of this node alone. Its account guards {@code held}. */
final class LocalGrant implements Grant {

    private final LocalAccount account;
    private final Demand demand;
    private final List<Part> taken;
    private final long[] held;

    LocalGrant(LocalAccount account, Demand demand, List<Part> taken) {
        this.account = account;
        this.demand = demand;
        this.taken = taken;
        this.held = demand.amounts().stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public QuotaView view() {
        return new QuotaView(demand.limits(), List.of());
    }

    @Override
    public Regime regime() {
        return Regime.DEGRADED;
    }

    @Override
    public void grown(Consumption soFar) {
        account.raise(taken, held, amounts(soFar, 1));
    }

    @Override
    public void settle(Consumption used) {
        account.end(demand.account(), taken, held, amounts(used, 0));
    }

    @Override
    public void release() {
        account.end(demand.account(), taken, held, new long[held.length]);
    }

    private long[] amounts(Consumption consumption, long slots) {
        long[] amounts = new long[held.length];
        for (int i = 0; i < amounts.length; i++) {
            ApplicableLimit limit = demand.limits().get(i);
            amounts[i] = limit.allowance() instanceof Slots ? slots : consumption.of(limit);
        }
        return amounts;
    }
}
