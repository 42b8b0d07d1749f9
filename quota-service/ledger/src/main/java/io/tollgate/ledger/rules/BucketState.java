package io.tollgate.ledger.rules;

import io.tollgate.ledger.Bucket;

/**
 * What a bucket held at a moment, under the rule of the command that wrote it.
 *
 * @param units the level in {@linkplain BucketRules#UNITS_PER_TOKEN units}, negative in debt
 * @param atMillis the moment, store time
 * @param rule the rule by which the level was computed last
 */
public record BucketState(long units, long atMillis, Bucket rule) {}
