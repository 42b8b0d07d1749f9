package io.tollgate.gateway.routing.choice;

import io.tollgate.gateway.routing.latency.Estimate;

/** What strategies see of deployments, by id: this node's own knowledge and what the others have told. Thread-safe. */
public interface Sight {

    /** Calls that have not ended, of all nodes. */
    int inFlight(String deploymentId);

    Estimate estimate(String deploymentId);

    /** Of provisioned capacity, 1 is full; negative when unknown. */
    double utilisation(String deploymentId);

    /** How long it has been serving since its breaker closed; {@link Long#MAX_VALUE} when it never opened. */
    long servingMillis(String deploymentId);
}
