package io.tollgate.quota.usage;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a tenant's limits have left at this moment.
 *
 * @param tenant the tenant's id
 * @param openReservations of its ledger account, which is its product's if it is of one: requests in flight, or left
 *     behind by a node and not expired yet
 * @param openLeases blocks that nodes hand out without asking
 * @param nextDeadlineInMillis until the first of them expires; 0 when nothing is open
 * @param limits of the product, of the tenant, then of its keys
 */
@Schema(name = "Usage", description = "What a tenant's limits have left at this moment")
public record UsageDocument(
        String tenant, long openReservations, long openLeases, long nextDeadlineInMillis, List<LevelDocument> limits) {}
