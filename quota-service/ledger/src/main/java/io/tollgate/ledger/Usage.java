package io.tollgate.ledger;

import java.util.List;
import java.util.Objects;

/**
 * What a request really used of a bucket.
 *
 * @param bucket the bucket's rule, as of the settlement
 * @param amount 0 to {@link Bucket#MOST}
 */
public record Usage(Bucket bucket, long amount) {

    /** As many as a reservation has debits. */
    private static final int MOST_USAGES = 16;

    public Usage {
        Objects.requireNonNull(bucket, "bucket");
        if (amount < 0 || amount > Bucket.MOST) {
            throw new IllegalArgumentException("amount must be 0 to " + Bucket.MOST);
        }
    }

    /**
     * Returns {@code used}, or throws IllegalArgumentException when it names one bucket twice or has more than 16
     * elements.
     */
    public static List<Usage> requireDistinct(List<Usage> used) {
        if (used.size() > MOST_USAGES) {
            throw new IllegalArgumentException("a settlement has at most " + MOST_USAGES + " usages");
        }
        for (int i = 1; i < used.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (used.get(i).bucket().id().equals(used.get(j).bucket().id())) {
                    throw new IllegalArgumentException("two usages of one bucket");
                }
            }
        }
        return used;
    }
}
