package io.tollgate.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A node's lease on an account: blocks that are its own to hand out, without asking, until the deadline. Renewing opens it,
 * says what has been used since the last renewal, changes how much is outstanding, and moves the deadline. When it is not
 * renewed in time, all that was outstanding counts as used.
 *
 * @param account whose allowances these are
 * @param id the lease; one renewal at a time
 * @param sequence grows by 1 with each renewal of the lease, from 1; a renewal that is sent again keeps its number and
 *     is carried out once
 * @param parts 1 to 16, each allowance once; an allowance of the lease that is missing keeps what is outstanding
 * @param timeToLive from now, 1 ms to 24 h; a node counts it from before it sent the renewal
 */
public record LeaseRenewal(String account, ReservationId id, long sequence, List<Part> parts, Duration timeToLive) {

    /**
     * One allowance of a lease: a bucket or a period quota.
     *
     * @param allowance the rule
     * @param used since the last renewal, 0 or more; more than was outstanding is debt
     * @param wanted what should be outstanding afterwards, 0 or more; what is outstanding beyond it is given back
     * @param floor what must remain available to others for the outstanding to grow; else it stays what it is
     */
    public record Part(Allowance allowance, long used, long wanted, long floor) {
        public Part {
            Objects.requireNonNull(allowance, "allowance");
            if (allowance instanceof Slots) {
                throw new IllegalArgumentException("slots cannot be leased");
            }
            Debit.requireAmount(allowance, used);
            Debit.requireAmount(allowance, wanted);
            Debit.requireAmount(allowance, floor);
        }
    }

    public LeaseRenewal {
        Names.requireAccount(account);
        Objects.requireNonNull(id, "id");
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence starts with 1");
        }
        parts = List.copyOf(parts);
        Reservation.requireDistinct(parts.stream().map(Part::allowance).toList());
        Reservation.requireTimeToLive(timeToLive);
    }
}
