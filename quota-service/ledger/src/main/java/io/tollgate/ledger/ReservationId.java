package io.tollgate.ledger;

/**
 * Identifies a reservation and makes every command on it idempotent.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9_-]}
 */
public record ReservationId(String value) {

    public ReservationId {
        if (!Names.isReservationId(value)) {
            throw new IllegalArgumentException("a reservation id has 1 to 64 letters, digits, '_' or '-'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
