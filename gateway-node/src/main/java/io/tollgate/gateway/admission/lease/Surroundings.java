package io.tollgate.gateway.admission.lease;

import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.ReservationId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What the leases of one node have in common.
 *
 * @param monotonicMillis this node's clock, which nobody sets
 * @param idPrefix how the ids of this process's leases begin; of no other process, ever
 * @param opened how many leases the process has opened
 */
record Surroundings(
        Ledger ledger,
        Timers timers,
        LongSupplier monotonicMillis,
        LeaseMetrics metrics,
        String idPrefix,
        AtomicLong opened) {

    long nowMillis() {
        return monotonicMillis.getAsLong();
    }

    ReservationId nextId() {
        return new ReservationId(idPrefix + "-" + opened.incrementAndGet());
    }
}
