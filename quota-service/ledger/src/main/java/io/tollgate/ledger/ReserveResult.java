package io.tollgate.ledger;

import java.util.List;

/** The answer to {@link Ledger#reserve}. */
public sealed interface ReserveResult {

    /** Every allowance's level, in the order of the debits. */
    List<Level> levels();

    /** The allowances of {@link Debit.Role#SHADOW} debits that did not fit, whatever became of the reservation. */
    List<Allowance> shadowDenied();

    /** Every required debit was taken. */
    record Granted(List<Level> levels, List<Allowance> shadowDenied) implements ReserveResult {
        public Granted {
            levels = List.copyOf(levels);
            shadowDenied = List.copyOf(shadowDenied);
        }
    }

    /**
     * Nothing was taken.
     *
     * @param denying the allowance with the slowest cause, and among those the one that is longest in having enough
     * @param cause what has to happen before it has
     * @param retryAfterMillis when the same reservation would be granted if nothing else were taken meanwhile, 1 or more;
     *     0 for {@link Cause#IN_FLIGHT}, which no clock tells
     */
    record Denied(
            Allowance denying, Cause cause, long retryAfterMillis, List<Level> levels, List<Allowance> shadowDenied)
            implements ReserveResult {
        public Denied {
            levels = List.copyOf(levels);
            shadowDenied = List.copyOf(shadowDenied);
        }
    }

    /**
     * Nothing was taken, and never would be: the debit and its floor are more than the allowance's capacity.
     *
     * @param denying the allowance that is too small
     */
    record NeverFits(Allowance denying, List<Level> levels, List<Allowance> shadowDenied) implements ReserveResult {
        public NeverFits {
            levels = List.copyOf(levels);
            shadowDenied = List.copyOf(shadowDenied);
        }
    }

    /** What a denied reservation waits for, the slowest first. */
    enum Cause {
        /** The next calendar period: what is used up of this one is used up. */
        PERIOD,
        /** A bucket's refill. */
        RATE,
        /** The end of reservations that are in flight. */
        IN_FLIGHT
    }
}
