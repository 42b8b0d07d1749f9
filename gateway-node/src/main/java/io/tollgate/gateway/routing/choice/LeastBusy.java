package io.tollgate.gateway.routing.choice;

import io.tollgate.catalog.Deployment;
import java.util.function.ToDoubleFunction;

/** The fewest calls in flight for its weight, of all nodes; those that are equal take turns by weight. */
final class LeastBusy extends Ranked {

    private final Sight sight;

    LeastBusy(Sight sight) {
        this.sight = sight;
    }

    @Override
    ToDoubleFunction<Deployment> measure(Choice choice) {
        return deployment -> (double) sight.inFlight(deployment.id()) / choice.weight(deployment);
    }

    @Override
    double tolerance() {
        return 0;
    }
}
