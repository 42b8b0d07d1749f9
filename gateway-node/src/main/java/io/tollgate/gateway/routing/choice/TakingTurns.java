package io.tollgate.gateway.routing.choice;

import io.tollgate.catalog.Deployment;

/** Round-robin, and in proportion to weights. */
final class TakingTurns implements Chooser {

    private final Turns turns = new Turns();
    private final boolean isWeighted;

    TakingTurns(boolean isWeighted) {
        this.isWeighted = isWeighted;
    }

    @Override
    public Deployment first(Choice choice) {
        return turns.take(choice, deployment -> isWeighted ? choice.weight(deployment) : 1);
    }

    @Override
    public Deployment then(Choice choice) {
        return turns.next(choice, deployment -> isWeighted ? choice.weight(deployment) : 1);
    }
}
