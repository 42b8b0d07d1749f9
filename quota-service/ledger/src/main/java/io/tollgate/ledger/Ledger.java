package io.tollgate.ledger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The store of quota state. Implementations are thread-safe and never block the calling thread. A stage fails with
 * {@link LedgerUnavailableException}, within the store's deadline, when the store could not be asked; whether the
 * command took effect is then unknown, and because every command is idempotent by reservation id it may be sent again.
 * Arguments outside their bounds throw IllegalArgumentException from the call itself. Stages may complete on a thread
 * of the store: never block in a callback.
 */
public interface Ledger {

    /**
     * Takes every debit of the reservation from its bucket, or nothing from any. A reservation that is open already is
     * granted again and charged once. Also ends up to 8 overdue reservations of the account, as {@link #expire} does.
     *
     * <p>A caller that got no answer and gives up should {@link #release} the id once the store answers again; else what
     * may have been taken stays taken.
     *
     * @param reservation what is wanted, with the deadline after which it expires unless extended
     */
    CompletionStage<ReserveResult> reserve(Reservation reservation);

    /**
     * Ends a reservation with what was really used: the difference to what was reserved is given back, or taken even if
     * the bucket goes into debt. Debt is paid by refill only and is never forgiven (down to half of {@link Bucket#MOST});
     * what is given back never fills a bucket beyond its capacity. Does nothing when the reservation has already ended.
     *
     * @param account the reservation's account
     * @param id the reservation's id
     * @param used what was used, by bucket, each bucket once, at most 16; a bucket that is missing keeps what was
     *     reserved, and one that was not part of the reservation is charged in full
     */
    CompletionStage<EndResult> settle(String account, ReservationId id, List<Usage> used);

    /** Ends a reservation of which nothing was used: everything is given back. Does nothing when it has already ended. */
    CompletionStage<EndResult> release(String account, ReservationId id);

    /**
     * Moves the deadline of reservations that are still in flight to now plus {@code timeToLive} (1 ms to 24 h). Returns
     * how many were found open; one that is overdue but has not been ended yet is open.
     */
    CompletionStage<Integer> extend(String account, List<ReservationId> ids, Duration timeToLive);

    /**
     * Ends reservations whose deadline has passed. What they reserved stays charged, since nobody knows what was used.
     * Returns the ids, at most {@code most} and at most 1,000 of them, oldest deadline first.
     */
    CompletionStage<List<ReservationId>> expire(String account, int most);

    /** What the account holds now, with the levels of at most 1,000 buckets. Changes nothing. */
    CompletionStage<AccountState> inspect(String account, List<Bucket> buckets);
}
