package io.tollgate.quota.state;

import io.tollgate.quota.usage.LevelDocument;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How a deployment fares at this moment.
 *
 * @param utilisation how full it is
 * @param breaker {@code open} if it is on any node, else {@code half-open} if it is on any, else {@code closed}
 * @param restsUntil the latest that any node leaves it alone until, by its own wish or by the breaker; absent when all may call it
 * @param latency absent when no node has learned it
 * @param inFlight calls of all nodes that have not ended
 * @param openReservations in its ledger account; absent when its capacity is not counted, as are the levels
 * @param nodes that have called it lately or have something to say about it, by name
 */
@Schema(name = "DeploymentState", description = "How a deployment fares at this moment")
public record DeploymentState(
        String id,
        boolean enabled,
        String capacity,
        UtilisationDocument utilisation,
        String breaker,
        String restsUntil,
        LatencyDocument latency,
        long inFlight,
        Long openReservations,
        List<LevelDocument> levels,
        List<NodeState> nodes) {

    /**
     * How full it is; 1 is full, more is debt.
     *
     * @param ledger the part of the token bucket that is used; absent when its capacity is not counted
     * @param backend the most that the backend said to any node; absent when it has not said lately
     */
    @Schema(name = "Utilisation", description = "How full a deployment is; 1 is full")
    public record UtilisationDocument(Double ledger, Double backend) {}

    /**
     * How fast it is.
     *
     * @param firstTokenMillis to the first token, without what the prompt's size explains; absent when unknown
     * @param perTokenMillis for each further token; absent when unknown
     * @param samples decayed number of answers behind the two
     */
    @Schema(name = "Latency", description = "How fast a deployment lately was")
    public record LatencyDocument(Double firstTokenMillis, Double perTokenMillis, double samples) {}

    /**
     * The deployment as one node sees it.
     *
     * @param seenAt when it said so, by its own clock
     */
    @Schema(name = "DeploymentOnNode", description = "A deployment as one node sees it")
    public record NodeState(
            String name,
            String seenAt,
            int inFlight,
            String breaker,
            String restsUntil,
            LatencyDocument latency,
            Double utilisation) {}

    public DeploymentState {
        nodes = List.copyOf(nodes);
    }
}
