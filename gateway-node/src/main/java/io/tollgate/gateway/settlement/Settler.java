package io.tollgate.gateway.settlement;

import io.tollgate.gateway.model.Reservations;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.Usage;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Ends a request's reservation, once. While the ledger does not answer the end waits, see {@link LateCommands}; one that is
 * lost leaves its reservation to expire, and what it reserved stays charged. Thread-safe.
 */
public final class Settler implements Reservations {

    private final Ledger ledger;
    private final OpenReservations open;
    private final LateCommands late;

    public Settler(Ledger ledger, OpenReservations open, LateCommands late) {
        this.ledger = ledger;
        this.open = open;
        this.late = late;
    }

    @Override
    public void opened(String account, ReservationId id) {
        open.opened(account, id);
    }

    @Override
    public void raise(String account, ReservationId id, List<Usage> atLeast) {
        ledger.raise(account, id, atLeast);
    }

    @Override
    public void settle(String account, ReservationId id, List<Usage> used) {
        open.closed(id);
        late.send(() -> ledger.settle(account, id, used));
    }

    @Override
    public void release(String account, ReservationId id) {
        open.closed(id);
        late.send(() -> ledger.release(account, id));
    }

    @Override
    public void forget(String account, ReservationId id) {
        late.sendLater(() -> ledger.release(account, id));
    }

    @Override
    public CompletionStage<Void> charge(Reservation used) {
        return late.send(() -> ledger.charge(used));
    }

    /** Reservations that were left to expire because the ledger did not answer. */
    public long leftToExpire() {
        return late.lost();
    }
}
