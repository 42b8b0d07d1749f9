package io.tollgate.quota.usage;

import io.tollgate.ledger.BucketLevel;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a tenant's limits have left at this moment.
 *
 * @param tenant the tenant's id
 * @param openReservations requests in flight, or left behind by a node and not expired yet
 * @param nextDeadlineInMillis until the first of them expires; 0 when nothing is open
 * @param limits of the tenant, then of its keys
 */
@Schema(name = "Usage", description = "What a tenant's limits have left at this moment")
public record UsageDocument(
        String tenant, long openReservations, long nextDeadlineInMillis, List<LevelDocument> limits) {

    /**
     * One limit's level.
     *
     * @param limit for example {@code tenant:tokens-per-minute} or {@code key:web-1:tokens-per-minute}
     * @param perMinute the refill
     * @param burst what the bucket holds when full
     * @param available what could be taken now; negative while in debt
     * @param fullInMillis until it is full again
     */
    @Schema(name = "Level")
    public record LevelDocument(String limit, long perMinute, long burst, long available, long fullInMillis) {

        static LevelDocument of(BucketLevel level) {
            var bucket = level.bucket();
            return new LevelDocument(
                    bucket.id(), bucket.perMinute(), bucket.capacity(), level.available(), level.fullInMillis());
        }
    }
}
