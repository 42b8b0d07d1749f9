package io.tollgate.ledger.rules;

import io.tollgate.ledger.ReservationId;
import java.util.Map;

/**
 * The state of one account.
 *
 * @param states by the allowances' ids
 * @param open the reservations, leases and charges that have neither ended nor expired
 */
public record Account(Map<String, AllowanceState> states, Map<ReservationId, Open> open) {

    /** An account of which nothing is known yet. */
    public static final Account NEW = new Account(Map.of(), Map.of());

    public Account {
        states = Map.copyOf(states);
        open = Map.copyOf(open);
    }

    /** What can be open. */
    public enum Kind {
        /** Of one request, until it is settled. */
        RESERVATION,
        /** Of a node, which renews it. */
        LEASE,
        /** Done with; remembered so that it is not done twice. */
        CHARGE
    }

    /**
     * An open reservation, lease or charge.
     *
     * @param deadlineMillis store time from which it is overdue
     * @param sequence the last renewal of a lease, else 0
     * @param holds by the allowances' ids
     */
    public record Open(long deadlineMillis, Kind kind, long sequence, Map<String, Hold> holds) {
        public Open {
            holds = Map.copyOf(holds);
        }

        Open until(long deadline) {
            return new Open(deadline, kind, sequence, holds);
        }
    }

    /**
     * What a reservation or a lease has of one allowance.
     *
     * @param of what kind of allowance; {@code LEFT_OUT} when it was asked for and is not part of the reservation
     * @param amount reserved, or outstanding
     * @param mark of a bucket, the mark after the charge; of a quota, the end of the period
     */
    public record Hold(Of of, long amount, long mark) {

        /** A kind of allowance. */
        public enum Of {
            LEFT_OUT,
            BUCKET,
            SLOTS,
            QUOTA
        }
    }
}
