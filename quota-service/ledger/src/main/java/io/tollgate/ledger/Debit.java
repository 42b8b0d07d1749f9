package io.tollgate.ledger;

import java.util.Objects;

/**
 * An amount to take from a bucket.
 *
 * @param bucket the bucket's rule
 * @param amount 0 or more
 */
public record Debit(Bucket bucket, long amount) {

    public Debit {
        Objects.requireNonNull(bucket, "bucket");
        if (amount < 0 || amount > Bucket.MOST) {
            throw new IllegalArgumentException("amount must be 0 to " + Bucket.MOST);
        }
    }
}
