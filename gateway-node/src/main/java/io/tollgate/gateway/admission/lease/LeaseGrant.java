package io.tollgate.gateway.admission.lease;

import io.tollgate.gateway.admission.Consumption;
import io.tollgate.gateway.admission.Demand;
import io.tollgate.gateway.admission.Grant;
import io.tollgate.gateway.admission.Regime;
import io.tollgate.gateway.model.QuotaView;
import java.util.ArrayList;
import java.util.List;

/** Taken from a lease. Its amounts and its ending are guarded by the lease. */
final class LeaseGrant implements Grant {

    private final AccountLease lease;
    private final Demand demand;
    private final long generation;
    private List<Long> taken;
    private boolean ended;

    LeaseGrant(AccountLease lease, Demand demand, long generation) {
        this.lease = lease;
        this.demand = demand;
        this.generation = generation;
        this.taken = demand.amounts();
    }

    @Override
    public QuotaView view() {
        return new QuotaView(demand.limits(), lease.levels());
    }

    @Override
    public Regime regime() {
        return Regime.LEASE;
    }

    @Override
    public void grown(Consumption soFar) {
        lease.grown(this, amounts(soFar));
    }

    @Override
    public void settle(Consumption used) {
        lease.end(this, amounts(used));
    }

    @Override
    public void release() {
        lease.end(this, List.of());
    }

    Demand demand() {
        return demand;
    }

    /** Which life of the lease it was taken from. */
    long generation() {
        return generation;
    }

    List<Long> taken() {
        return taken;
    }

    void take(List<Long> more) {
        taken = more;
    }

    boolean isOpen() {
        return !ended;
    }

    void end() {
        ended = true;
    }

    private List<Long> amounts(Consumption consumption) {
        var amounts = new ArrayList<Long>(demand.limits().size());
        demand.limits().forEach(limit -> amounts.add(consumption.of(limit)));
        return amounts;
    }
}
