package io.tollgate.gateway.wiring;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A node that cannot write down what becomes of requests is not ready for any. */
@Readiness
@Singleton
final class UsageReadiness implements HealthCheck {

    private final GatewayNode node;

    UsageReadiness(GatewayNode node) {
        this.node = node;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("usage log").status(node.canRecord()).build();
    }
}
