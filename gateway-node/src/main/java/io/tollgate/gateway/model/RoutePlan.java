package io.tollgate.gateway.model;

import io.tollgate.catalog.Deployment;
import java.util.List;

/**
 * The deployments to try, in order.
 *
 * @param candidates those that are thought to have room
 * @param roomInMillis when {@code candidates} is empty: until the first deployment is expected to have room, 0 if unknown
 */
public record RoutePlan(List<Deployment> candidates, long roomInMillis) {
    public RoutePlan {
        candidates = List.copyOf(candidates);
    }
}
