package io.tollgate.gateway.model;

import io.tollgate.catalog.LimitKind;
import io.tollgate.ledger.Bucket;

/**
 * A limit that applies to a request.
 *
 * @param kind what it counts
 * @param bucket its bucket in the tenant's account; the bucket's id is what callers see as {@code x-tollgate-limit}
 */
public record AppliedLimit(LimitKind kind, Bucket bucket) {}
