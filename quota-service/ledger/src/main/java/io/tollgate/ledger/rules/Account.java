package io.tollgate.ledger.rules;

import io.tollgate.ledger.ReservationId;
import java.util.Map;

/**
 * The state of one account.
 *
 * @param buckets by bucket id
 * @param open the reservations that have neither ended nor expired
 */
public record Account(Map<String, BucketState> buckets, Map<ReservationId, Open> open) {

    /** An account of which nothing is known yet. */
    public static final Account NEW = new Account(Map.of(), Map.of());

    public Account {
        buckets = Map.copyOf(buckets);
        open = Map.copyOf(open);
    }

    /**
     * An open reservation.
     *
     * @param deadlineMillis store time from which it is overdue
     * @param reserved tokens by bucket id
     */
    public record Open(long deadlineMillis, Map<String, Long> reserved) {
        public Open {
            reserved = Map.copyOf(reserved);
        }
    }
}
