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

    /** This deployment and no other. */
    static RoutePlan only(Deployment deployment) {
        return new RoutePlan() {
            private boolean taken;

            @Override
            public Optional<Deployment> next() {
                boolean left = !taken;
                taken = true;
                return left ? Optional.of(deployment) : Optional.empty();
            }

            @Override
            public long roomInMillis() {
                return 0;
            }
        };
    }

    /** The first PTU deployment that was left out so far because it is known to have no room. */
    default Optional<Deployment> resting() {
        return Optional.empty();
    }

    /** Until the first of those that were left out is expected to be of use again, in milliseconds; 0 if unknown. */
    long roomInMillis();
}
