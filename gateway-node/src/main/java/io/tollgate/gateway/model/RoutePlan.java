package io.tollgate.gateway.model;

import io.tollgate.catalog.Deployment;
import java.util.Optional;

/**
 * The deployments to try for one request, in order, each chosen when it is asked for: who takes the second has not been counted
 * in the first's turn. Confined to the request's event loop.
 */
public interface RoutePlan {

    /** The next deployment that may be called and is thought to have room, none twice; empty when there is none left. */
    Optional<Deployment> next();

    /** Until the first of those that were left out is expected to be of use again, in milliseconds; 0 if unknown. */
    long roomInMillis();
}
