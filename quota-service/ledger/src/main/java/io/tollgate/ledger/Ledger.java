package io.tollgate.ledger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The store of quota state. Implementations are thread-safe and never block the calling thread. A stage fails with
 * {@link LedgerUnavailableException}, within the store's deadline, when the store could not be asked; whether the
 * command took effect is then unknown, and because every command is idempotent by reservation id it may be sent again.
 */
public interface Ledger {

    /**
     * Takes every debit of the reservation from its bucket, or nothing from any.
     *
     * @param reservation what is wanted, with the deadline after which it expires unless extended
     */
    CompletionStage<ReserveResult> reserve(Reservation reservation);

    /**
     * Ends a reservation with what was really used: the difference to what was reserved is given back, or taken even if
     * the bucket goes into debt. Does nothing when the reservation has already ended.
     *
     * @param account the reservation's account
     * @param id the reservation's id
     * @param used what was used, by bucket; a bucket that is missing keeps what was reserved
     */
    CompletionStage<EndResult> settle(String account, ReservationId id, List<Usage> used);

    /** Ends a reservation of which nothing was used: everything is given back. Does nothing when it has already ended. */
    CompletionStage<EndResult> release(String account, ReservationId id);

    /**
     * Moves the deadline of reservations that are still in flight to now plus {@code timeToLive}. Returns how many were
     * found open.
     */
    CompletionStage<Integer> extend(String account, List<ReservationId> ids, Duration timeToLive);

    /**
     * Ends reservations whose deadline has passed. What they reserved stays charged, since nobody knows what was used.
     * Returns the ids, at most {@code most} of them, oldest deadline first.
     */
    CompletionStage<List<ReservationId>> expire(String account, int most);

    /** What the account holds now. Changes nothing. */
    CompletionStage<AccountState> inspect(String account, List<Bucket> buckets);
}
