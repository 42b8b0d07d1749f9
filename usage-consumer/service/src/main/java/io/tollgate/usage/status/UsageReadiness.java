package io.tollgate.usage.status;

import io.tollgate.usage.ingest.Ingest;
import io.tollgate.usage.ingest.IngestState;
import io.tollgate.usage.store.UsageStore;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when PostgreSQL answers and usage events are being read. */
@Readiness
@Singleton
final class UsageReadiness implements HealthCheck {

    private final Ingest ingest;
    private final UsageStore store;

    UsageReadiness(Ingest ingest, UsageStore store) {
        this.ingest = ingest;
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        IngestState state = ingest.state();
        boolean answers = store.answers();
        return HealthCheckResponse.named("usage events")
                .status(answers && state == IngestState.CONSUMING)
                .withData("ingest", state.name())
                .withData("postgres", answers)
                .build();
    }
}
