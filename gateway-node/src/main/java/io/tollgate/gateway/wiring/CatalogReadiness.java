package io.tollgate.gateway.wiring;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * A node is ready when it has a catalog and Redis has answered in time. Redis being away later does not make it unready: it
 * serves what it can. Says too when the machine's clock is off.
 */
@Readiness
@Singleton
final class CatalogReadiness implements HealthCheck {

    private final GatewayNode node;

    CatalogReadiness(GatewayNode node) {
        this.node = node;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("catalog")
                .status(node.isReady())
                .withData("clockCorrectionMillis", node.clockCorrectionMillis())
                .build();
    }
}
