package io.tollgate.ledger;

/**
 * What a bucket held when a command had been carried out.
 *
 * @param bucket the bucket's rule
 * @param available whole units that could be taken now; negative while the bucket is in debt, then rounded away from zero
 * @param fullInMillis until the bucket is full again if nothing more is taken, rounded up
 */
public record BucketLevel(Bucket bucket, long available, long fullInMillis) {}
