package io.tollgate.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A request for quota.
 *
 * @param account whose buckets these are; the hash tag of every Redis key involved, so letters, digits, '.', '_' and '-'
 * @param id the idempotency key
 * @param debits what to take, at most one per bucket, 1 to 16
 * @param timeToLive how long the reservation stands unless it is extended
 */
public record Reservation(String account, ReservationId id, List<Debit> debits, Duration timeToLive) {

    public Reservation {
        if (account == null || !account.matches("[A-Za-z0-9._-]{1,128}")) {
            throw new IllegalArgumentException("an account has 1 to 128 letters, digits, '.', '_' or '-'");
        }
        Objects.requireNonNull(id, "id");
        debits = List.copyOf(debits);
        if (debits.isEmpty() || debits.size() > 16) {
            throw new IllegalArgumentException("a reservation has 1 to 16 debits");
        }
        if (timeToLive.isNegative() || timeToLive.isZero()) {
            throw new IllegalArgumentException("timeToLive must be positive");
        }
    }
}
