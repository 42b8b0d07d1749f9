package io.tollgate.gateway.admission;

import io.tollgate.gateway.telemetry.AdmissionMetrics;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/** The gate, with a watch on it. Thread-safe. */
public final class TimedGate {

    private final AdmissionGate gate;
    private final AdmissionMetrics metrics;
    private final LongSupplier nanoTime;

    public TimedGate(AdmissionGate gate, AdmissionMetrics metrics, LongSupplier nanoTime) {
        this.gate = gate;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    /** As {@link AdmissionGate#admit}. */
    public CompletionStage<Admission> admit(Demand demand) {
        long startedNanos = nanoTime.getAsLong();
        return gate.admit(demand)
                .whenComplete((admission, failure) -> metrics.decidedIn(nanoTime.getAsLong() - startedNanos));
    }
}
