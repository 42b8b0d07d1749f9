package io.tollgate.ledger;

import java.util.List;

/** The answer to {@link Ledger#reserve}. */
public sealed interface ReserveResult {

    /** Every bucket's level, in the order of the debits. */
    List<BucketLevel> levels();

    /** Everything was taken. */
    record Granted(List<BucketLevel> levels) implements ReserveResult {
        public Granted {
            levels = List.copyOf(levels);
        }
    }

    /**
     * Nothing was taken.
     *
     * @param denying the bucket that is longest in having enough
     * @param retryAfterMillis when the same reservation would be granted if nothing else were taken meanwhile; 1 or more
     */
    record Denied(Bucket denying, long retryAfterMillis, List<BucketLevel> levels) implements ReserveResult {
        public Denied {
            levels = List.copyOf(levels);
        }
    }

    /**
     * Nothing was taken, and never would be: the debit is larger than the bucket's capacity.
     *
     * @param denying the bucket that is too small
     */
    record NeverFits(Bucket denying, List<BucketLevel> levels) implements ReserveResult {
        public NeverFits {
            levels = List.copyOf(levels);
        }
    }
}
