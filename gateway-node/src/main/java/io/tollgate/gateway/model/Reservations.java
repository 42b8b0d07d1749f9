package io.tollgate.gateway.model;

import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.Usage;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * This node's reservations in the ledger, from the moment they are granted: they are kept alive until their ending, which
 * is told the ledger once. Nothing here waits or fails. Thread-safe.
 */
public interface Reservations {

    /** A reservation was granted; from now on its deadline is moved on until it ends. */
    void opened(String account, ReservationId id);

    /** The request needs at least this much. Best effort: what is missing is taken at the settlement. */
    void raise(String account, ReservationId id, List<Usage> atLeast);

    /** The request used this. */
    void settle(String account, ReservationId id, List<Usage> used);

    /** Nothing was used; the request does not count. */
    void release(String account, ReservationId id);

    /** Nobody knows whether this was reserved, and nobody will use it. */
    void forget(String account, ReservationId id);

    /**
     * This was used although the ledger could not be asked. The stage completes, always well, when the ledger has been told
     * or has not answered once; then it is told again later.
     */
    CompletionStage<Void> charge(Reservation used);
}
