package io.tollgate.gateway.routing.state;

import io.tollgate.catalog.signals.DeploymentSignals;
import io.tollgate.gateway.routing.latency.Estimate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What the other nodes last told, put together by deployment. Immutable. */
public final class Neighbours {

    /** Nobody told anything. */
    public static final Neighbours NONE = new Neighbours(Map.of());

    private static final Told NOTHING = new Told(0, Estimate.UNKNOWN, 0, 0);

    private final Map<String, Told> byDeployment;

    private Neighbours(Map<String, Told> byDeployment) {
        this.byDeployment = byDeployment;
    }

    private record Told(int inFlight, Estimate estimate, double utilisations, int reports) {
        Told and(DeploymentSignals signals) {
            var theirs = new Estimate(
                    Math.max(1, signals.firstTokenMicros()),
                    Math.max(0, signals.perTokenMicros()),
                    0,
                    Math.max(0, signals.samples()));
            boolean knowsUse = signals.utilisation() >= 0;
            return new Told(
                    inFlight + Math.max(0, signals.inFlight()),
                    estimate.and(theirs),
                    utilisations + (knowsUse ? signals.utilisation() : 0),
                    reports + (knowsUse ? 1 : 0));
        }
    }

    /**
     * @param nodes one map of each node that was heard lately, by deployment
     */
    public static Neighbours of(Collection<Map<String, DeploymentSignals>> nodes) {
        var all = new HashMap<String, Told>();
        nodes.forEach(node -> node.forEach((deployment, signals) ->
                all.merge(deployment, NOTHING.and(signals), (known, one) -> known.and(signals))));
        return new Neighbours(all);
    }

    int inFlight(String deploymentId) {
        return told(deploymentId).inFlight;
    }

    Estimate estimate(String deploymentId) {
        return told(deploymentId).estimate;
    }

    /** The mean of what they say; negative when none of them knows. */
    double utilisation(String deploymentId) {
        Told told = told(deploymentId);
        return told.reports == 0 ? -1 : told.utilisations / told.reports;
    }

    private Told told(String deploymentId) {
        return byDeployment.getOrDefault(deploymentId, NOTHING);
    }
}
