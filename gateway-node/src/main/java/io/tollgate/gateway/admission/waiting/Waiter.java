package io.tollgate.gateway.admission.waiting;

import io.tollgate.gateway.admission.Admission;
import io.tollgate.gateway.admission.Demand;
import io.tollgate.ledger.Allowance;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;

/**
 * A request that waits.
 *
 * @param deadlineMillis when it has waited long enough, by the room's clock
 * @param sequence in which they came
 */
record Waiter(Demand demand, int rank, long deadlineMillis, long sequence, CompletableFuture<Admission> answer) {

    /** The most urgent class first, then the earliest deadline, then who came first. */
    static final Comparator<Waiter> ORDER = Comparator.comparingInt(Waiter::rank)
            .thenComparingLong(Waiter::deadlineMillis)
            .thenComparingLong(Waiter::sequence);

    /** What it wants of this allowance. */
    static long amount(Demand demand, Allowance allowance) {
        for (int i = 0; i < demand.limits().size(); i++) {
            if (demand.limits().get(i).allowance().id().equals(allowance.id())) {
                return demand.amounts().get(i);
            }
        }
        return 0;
    }
}
