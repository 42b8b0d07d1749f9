package io.tollgate.gateway.routing.state;

import io.tollgate.gateway.routing.latency.Estimate;
import io.tollgate.gateway.telemetry.DeploymentMetrics;

/** What metrics show of deployments. Thread-safe. */
public final class DeploymentNumbers implements DeploymentMetrics.Numbers {

    private static final double MILLIS = 1_000;
    private static final double MICROS = 1_000_000;

    private final Deployments deployments;

    public DeploymentNumbers(Deployments deployments) {
        this.deployments = deployments;
    }

    @Override
    public double breaker(String deploymentId) {
        return deployments
                .known(deploymentId)
                .map(state -> switch (state.breaker().state()) {
                    case CLOSED -> 0.0;
                    case OPEN -> 1.0;
                    case HALF_OPEN -> 2.0;
                })
                .orElse(0.0);
    }

    @Override
    public double restSeconds(String deploymentId) {
        return deployments
                .known(deploymentId)
                .map(state -> state.breaker().restMillis() / MILLIS)
                .orElse(0.0);
    }

    @Override
    public double inFlight(String deploymentId) {
        return deployments.known(deploymentId).map(DeploymentState::inFlight).orElse(0);
    }

    @Override
    public double firstTokenSeconds(String deploymentId) {
        Estimate estimate = deployments.estimate(deploymentId);
        return estimate.isKnown() ? estimate.firstTokenMicros() / MICROS : Double.NaN;
    }

    @Override
    public double perTokenSeconds(String deploymentId) {
        Estimate estimate = deployments.estimate(deploymentId);
        return estimate.perTokenMicros() > 0 ? estimate.perTokenMicros() / MICROS : Double.NaN;
    }
}
