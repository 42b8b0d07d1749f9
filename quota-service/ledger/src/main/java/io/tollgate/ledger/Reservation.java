package io.tollgate.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A request for quota.
 *
 * @param account whose allowances these are; the hash tag of every Redis key involved, so letters, digits, '.', '_' and '-'
 * @param id the idempotency key
 * @param debits what to take, at most one per allowance, 1 to 16
 * @param timeToLive how long the reservation stands unless it is extended, 1 ms to 24 h
 */
public record Reservation(String account, ReservationId id, List<Debit> debits, Duration timeToLive) {

    /** The longest time to live; a request that runs longer extends its reservation. */
    public static final Duration LONGEST = Duration.ofHours(24);

    public Reservation {
        Names.requireAccount(account);
        Objects.requireNonNull(id, "id");
        debits = List.copyOf(debits);
        requireDistinct(debits.stream().map(Debit::allowance).toList());
        requireTimeToLive(timeToLive);
    }

    /** Returns {@code timeToLive}, or throws IllegalArgumentException when it is not 1 ms to {@link #LONGEST}. */
    public static Duration requireTimeToLive(Duration timeToLive) {
        if (timeToLive.compareTo(Duration.ofMillis(1)) < 0 || timeToLive.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("timeToLive must be 1 ms to 24 h");
        }
        return timeToLive;
    }

    /** Throws IllegalArgumentException unless these are 1 to 16 allowances with ids of their own. */
    static void requireDistinct(List<Allowance> allowances) {
        if (allowances.isEmpty() || allowances.size() > 16) {
            throw new IllegalArgumentException("1 to 16 allowances, please");
        }
        for (int i = 1; i < allowances.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (allowances.get(i).id().equals(allowances.get(j).id())) {
                    throw new IllegalArgumentException("one allowance twice");
                }
            }
        }
    }
}
