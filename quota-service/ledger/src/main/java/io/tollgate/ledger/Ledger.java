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
     * Takes every debit of the reservation from its allowance, or nothing from any. A reservation that is open already is
     * granted again and charged once. Also ends up to 8 overdue reservations of the account, as {@link #expire} does.
     *
     * <p>A caller that got no answer and gives up should {@link #release} the id once the store answers again; else what
     * may have been taken stays taken.
     *
     * @param reservation what is wanted, with the deadline after which it expires unless extended
     */
    CompletionStage<ReserveResult> reserve(Reservation reservation);

    /** What {@link #reserve} would answer now. Changes nothing. */
    CompletionStage<ReserveResult> preview(Reservation reservation);

    /**
     * Takes every debit whatever is there, into debt if need be: for what was admitted while the store was away. The id is
     * charged once, for as long as the reservation's time to live; there is nothing to settle. Returns the levels
     * afterwards, in the order of the debits. Slots are not touched.
     */
    CompletionStage<List<Level>> charge(Reservation reservation);

    /**
     * Makes an open reservation at least this large, into debt if need be: for a request that outgrows what was reserved
     * while it runs. Never denied, idempotent, never makes anything smaller. Returns whether the reservation was open.
     */
    CompletionStage<Boolean> raise(String account, ReservationId id, List<Usage> atLeast);

    /**
     * Ends a reservation with what was really used: the difference to what was reserved is given back, or taken even if a
     * bucket goes into debt. Debt is paid by refill only and is never forgiven (down to half of {@link Bucket#MOST}).
     *
     * <p>What is given back leaves a bucket as if the true amount had been taken at the moment of the reservation: refill
     * that found the bucket full in between is not made up for, so that no 60 seconds ever serve more than
     * {@code perMinute + capacity}. A quota whose period has ended since the reservation is not touched. Does nothing when
     * the reservation has already ended.
     *
     * @param account the reservation's account
     * @param id the reservation's id
     * @param used what was used, each allowance once, at most 16; one that is missing keeps what was reserved (slots are
     *     given back all the same), and one that was not part of the reservation is charged in full
     */
    CompletionStage<EndResult> settle(String account, ReservationId id, List<Usage> used);

    /** Ends a reservation of which nothing was used: everything is given back, as {@link #settle} does. */
    CompletionStage<EndResult> release(String account, ReservationId id);

    /**
     * Moves the deadline of reservations that are still in flight to now plus {@code timeToLive} (1 ms to 24 h). Returns
     * how many were found open; one that is overdue but has not been ended yet is open.
     */
    CompletionStage<Integer> extend(String account, List<ReservationId> ids, Duration timeToLive);

    /** Opens, changes or (with nothing wanted and nothing outstanding) closes a lease; see {@link LeaseRenewal}. */
    CompletionStage<LeaseResult> lease(LeaseRenewal renewal);

    /**
     * Moves what is available of a bucket into the range, by what somebody else says of the same capacity. Returns the
     * level afterwards.
     *
     * @param lowest below it, the level is raised to it; not above the bucket's capacity
     * @param highest above it, the level is lowered to it; may be negative, at least {@code lowest}
     */
    CompletionStage<Level> adjust(String account, Bucket bucket, long lowest, long highest);

    /**
     * Ends reservations and leases whose deadline has passed. What they took of buckets and quotas counts as used, since
     * nobody knows what was; slots are free again. Also forgets charges whose time to live has passed. Returns the ids of
     * the reservations and leases, oldest deadline first; looks at no more than {@code most}, and at no more than 1,000.
     */
    CompletionStage<List<ReservationId>> expire(String account, int most);

    /** What the account holds now, with the levels of at most 1,000 allowances. Changes nothing. */
    CompletionStage<AccountState> inspect(String account, List<? extends Allowance> allowances);

    /** What became of a command that ends a reservation. */
    enum EndResult {
        /** This command ended it. */
        ENDED,
        /** It had been settled, released or expired before, or never existed; nothing changed. */
        ALREADY_ENDED
    }

    /**
     * What an account holds.
     *
     * @param levels of the allowances asked for, in their order
     * @param openReservations how many requests have a reservation that has neither ended nor expired
     * @param openLeases how many leases nodes hold; both of the 10,000 with the earliest deadlines
     * @param nextDeadlineInMillis until the earliest deadline, negative when it has passed, 0 when nothing is open
     */
    record AccountState(List<Level> levels, long openReservations, long openLeases, long nextDeadlineInMillis) {
        public AccountState {
            levels = List.copyOf(levels);
        }
    }
}
