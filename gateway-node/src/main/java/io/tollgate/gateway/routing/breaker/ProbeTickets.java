package io.tollgate.gateway.routing.breaker;

import java.util.concurrent.CompletionStage;

/** Who in the cluster may try a failing deployment again. Thread-safe; never waits. */
public interface ProbeTickets {

    /**
     * Asks for the deployment's ticket.
     *
     * @param millis nobody else gets one for so long
     * @return whether this node has it now; a failed stage when there is nobody to ask, and each node decides for itself
     */
    CompletionStage<Boolean> take(String deploymentId, long millis);

    /** The ticket is being used: nobody else gets one for {@code millis} from now. Best effort. */
    void used(String deploymentId, long millis);
}
