package io.tollgate.ledger;

import java.util.Objects;

/**
 * An amount to take from an allowance.
 *
 * @param allowance the rule
 * @param amount 0 or more
 * @param floor what must be left afterwards; of buckets alone, else 0. Keeps headroom for those that are more urgent
 * @param role what happens when it cannot be taken
 */
public record Debit(Allowance allowance, long amount, long floor, Role role) {

    /** What a debit that does not fit does to its reservation. */
    public enum Role {
        /** Denies it. */
        REQUIRED,
        /** Is left out and named in the answer: a limit that only reports. */
        SHADOW,
        /**
         * Is left out; when it does fit it is taken, and the floors of the reservation's other debits do not count: a
         * guarantee, which lets its holder into headroom that others must leave. Of buckets alone.
         */
        GUARANTEE
    }

    public Debit {
        Objects.requireNonNull(allowance, "allowance");
        Objects.requireNonNull(role, "role");
        requireAmount(allowance, amount);
        if (floor < 0 || floor > Bucket.MOST || (floor > 0 && !(allowance instanceof Bucket))) {
            throw new IllegalArgumentException("floor must be 0 to " + Bucket.MOST + ", and is for buckets alone");
        }
        if (role == Role.GUARANTEE && !(allowance instanceof Bucket)) {
            throw new IllegalArgumentException("only a bucket can be a guarantee");
        }
    }

    /** A debit that must be taken, to the last unit if need be. */
    public Debit(Allowance allowance, long amount) {
        this(allowance, amount, 0, Role.REQUIRED);
    }

    static void requireAmount(Allowance allowance, long amount) {
        long most = allowance instanceof PeriodQuota ? PeriodQuota.MOST : Bucket.MOST;
        if (amount < 0 || amount > most) {
            throw new IllegalArgumentException("amount must be 0 to " + most);
        }
    }
}
