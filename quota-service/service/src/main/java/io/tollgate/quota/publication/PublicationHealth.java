package io.tollgate.quota.publication;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says how publication stands. Always up: without Redis, administrators can still read and change the catalog. */
@Readiness
@Singleton
public class PublicationHealth implements HealthCheck {

    private final PublicationLoop publication;

    public PublicationHealth(PublicationLoop publication) {
        this.publication = publication;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("publication to Redis")
                .up()
                .withData("working", !publication.isFailing())
                .withData("publishedVersion", publication.publishedVersion())
                .build();
    }
}
