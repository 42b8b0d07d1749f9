package io.tollgate.gateway.routing.probe;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Operation;
import io.tollgate.gateway.routing.Flight;

/** Makes the smallest call that tells how fast a deployment is. Thread-safe; does not wait. */
public interface Prober {

    /** Calls it, and tells {@code flight} what it came to. */
    void probe(Deployment deployment, Operation operation, Flight flight);
}
