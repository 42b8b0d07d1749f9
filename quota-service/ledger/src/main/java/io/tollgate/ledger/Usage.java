package io.tollgate.ledger;

import java.util.Objects;

/**
 * What a request really used of a bucket.
 *
 * @param bucket the bucket's rule, as of the settlement
 * @param amount 0 or more
 */
public record Usage(Bucket bucket, long amount) {

    public Usage {
        Objects.requireNonNull(bucket, "bucket");
        if (amount < 0) {
            throw new IllegalArgumentException("amount must be 0 or more");
        }
    }
}
