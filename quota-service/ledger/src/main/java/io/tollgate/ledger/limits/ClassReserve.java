package io.tollgate.ledger.limits;

import io.tollgate.ledger.Bucket;
import java.util.Optional;

/**
 * What less urgent classes leave to a class on a deployment.
 *
 * @param headroomTokens in the token bucket, and in the buckets below more urgent classes
 * @param headroomRequests in the request bucket
 * @param below what all less urgent classes together may take, when the class's rate is never lent
 */
public record ClassReserve(long headroomTokens, long headroomRequests, Optional<Bucket> below) {

    /** Nothing is kept. */
    public static final ClassReserve NONE = new ClassReserve(0, 0, Optional.empty());
}
