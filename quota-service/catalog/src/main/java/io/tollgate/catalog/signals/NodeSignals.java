package io.tollgate.catalog.signals;

import java.util.Map;

/**
 * What one node has seen of deployments lately. Nodes write it about twice a second; one that is older than
 * {@link #FRESH_MILLIS} is of a node that has gone.
 *
 * @param atMillis when it was written, milliseconds since the epoch by the node's clock
 * @param deployments by id; only those that the node has called or has something to say about
 */
public record NodeSignals(long atMillis, Map<String, DeploymentSignals> deployments) {

    /** Older ones are not heeded. */
    public static final long FRESH_MILLIS = 5_000;

    public NodeSignals {
        deployments = deployments == null ? Map.of() : Map.copyOf(deployments);
    }
}
