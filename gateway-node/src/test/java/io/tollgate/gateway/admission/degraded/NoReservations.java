package io.tollgate.gateway.admission.degraded;

import io.tollgate.gateway.model.Reservations;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A ledger's side that knows charges alone, and may hold its answers back. */
abstract class NoReservations implements Reservations {

    private final List<CompletableFuture<Void>> held = new ArrayList<>();
    private boolean holding;

    abstract void take(List<Debit> debits);

    void hold() {
        holding = true;
    }

    void letGo() {
        holding = false;
        List.copyOf(held).forEach(answer -> answer.complete(null));
    }

    @Override
    public CompletionStage<Void> charge(Reservation used) {
        take(used.debits());
        if (!holding) {
            return CompletableFuture.completedStage(null);
        }
        var answer = new CompletableFuture<Void>();
        held.add(answer);
        return answer;
    }

    @Override
    public void opened(String account, ReservationId id) {
        throw new AssertionError("nothing is reserved");
    }

    @Override
    public void raise(String account, ReservationId id, List<Usage> atLeast) {
        throw new AssertionError("nothing is reserved");
    }

    @Override
    public void settle(String account, ReservationId id, List<Usage> used) {
        throw new AssertionError("nothing is reserved");
    }

    @Override
    public void release(String account, ReservationId id) {
        throw new AssertionError("nothing is reserved");
    }

    @Override
    public void forget(String account, ReservationId id) {
        throw new AssertionError("nothing is reserved");
    }
}
