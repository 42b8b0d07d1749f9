package io.tollgate.quota.explain;

import io.tollgate.quota.usage.LevelDocument;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What would become of a request now.
 *
 * @param outcome {@code admitted} or {@code denied}
 * @param status what a node would answer; 200 when admitted
 * @param reason for people
 * @param limit the limit that fires; of several the one that is longest in having enough
 * @param retryAfterMillis until the same request would be admitted if nothing else were; absent where no clock tells
 * @param retryAt when that is
 * @param version the catalog's
 * @param estimate absent when there is no such model
 * @param limits all that apply
 * @param deployments of the route in the order in which the request would be tried on them, as far as the catalog says: of the
 *     deployments of a tier, its strategy chooses
 */
@Schema(name = "Explanation", description = "What would become of a request now; nothing is consumed")
public record Explanation(
        String outcome,
        int status,
        String reason,
        String limit,
        Long retryAfterMillis,
        String retryAt,
        long version,
        CallerDocument caller,
        PriorityDocument priority,
        Estimate estimate,
        List<LimitExplanation> limits,
        List<DeploymentExplanation> deployments) {

    /**
     * Who asks, and whether it may at all.
     *
     * @param keyUsable absent without a key
     * @param route the route's name; absent when there is none of the model's name
     */
    @Schema(name = "ExplainedCaller")
    public record CallerDocument(
            String tenant,
            boolean tenantEnabled,
            String product,
            String key,
            Boolean keyUsable,
            String model,
            String route,
            boolean modelAllowed) {}

    /**
     * How urgent it is.
     *
     * @param maxWaitMillis how long it could wait for a limit instead of being denied
     */
    @Schema(name = "ExplainedPriority")
    public record PriorityDocument(String name, long maxWaitMillis) {}

    /**
     * A limit that applies.
     *
     * @param scope {@code product}, {@code tenant} or {@code key}
     * @param perUser whether it is the end user's own
     * @param takes what the request takes of it; a decimal amount of money for a budget
     * @param fits whether it is there now
     */
    @Schema(name = "ExplainedLimit")
    public record LimitExplanation(
            String limit,
            String scope,
            String kind,
            boolean perUser,
            String enforcement,
            String whenUnavailable,
            boolean shadow,
            Object takes,
            boolean fits,
            LevelDocument level) {}

    /**
     * A deployment of the route.
     *
     * @param capacity how it is paid for
     * @param tier the tier that it stands in, 1 for the first
     * @param strategy how one of the tier's is chosen; absent where an order is set by hand
     * @param skipped why the request would not be tried on it: {@code disabled}, {@code not for class batch}; absent when it would be
     * @param openReservations in its ledger account; absent when its capacity is not counted, as are the levels
     */
    @Schema(name = "ExplainedDeployment")
    public record DeploymentExplanation(
            String id,
            boolean enabled,
            String capacity,
            int tier,
            String strategy,
            String skipped,
            Long openReservations,
            List<LevelDocument> levels) {}

    public Explanation {
        limits = List.copyOf(limits);
        deployments = List.copyOf(deployments);
    }
}
