package io.tollgate.ledger;

import java.util.List;

/**
 * What an account holds.
 *
 * @param levels of the allowances asked for, in their order
 * @param openReservations how many reservations and leases have neither ended nor expired
 * @param nextDeadlineInMillis until the earliest deadline, negative when it has passed, 0 when nothing is open
 */
public record AccountState(List<Level> levels, long openReservations, long nextDeadlineInMillis) {
    public AccountState {
        levels = List.copyOf(levels);
    }
}
