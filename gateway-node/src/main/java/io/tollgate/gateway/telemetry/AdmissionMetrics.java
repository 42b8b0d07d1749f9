package io.tollgate.gateway.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The admission stage's numbers. No label names a tenant or a limit. Thread-safe. */
public final class AdmissionMetrics {

    private record Labels(String regime, String result) {}

    private final MeterRegistry registry;
    private final ConcurrentHashMap<Labels, Counter> admissions = new ConcurrentHashMap<>();
    private final Timer stage;
    private final Counter shadowDenied;

    public AdmissionMetrics(MeterRegistry registry) {
        this.registry = registry;
        stage = Timer.builder("tollgate.stage")
                .description("What a stage of the request's path takes; admission without estimating and waiting")
                .tag("stage", "admission")
                .serviceLevelObjectives(
                        Duration.ofNanos(50_000),
                        Duration.ofNanos(100_000),
                        Duration.ofNanos(200_000),
                        Duration.ofNanos(500_000),
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(25),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250))
                .register(registry);
        shadowDenied = Counter.builder("tollgate.limits.shadow.denied")
                .description("Requests that a limit which only reports would have refused")
                .register(registry);
    }

    /** What a request was told in the end; both words from small, fixed sets. */
    public void answered(String regime, String result) {
        admissions
                .computeIfAbsent(new Labels(regime, result), labels -> Counter.builder("tollgate.admissions")
                        .description("Requests by what they were told and by whose authority")
                        .tag("regime", regime)
                        .tag("result", result)
                        .register(registry))
                .increment();
    }

    /** The gate decided one demand. */
    public void decidedIn(long nanos) {
        stage.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A limit that only reports would have refused a request. */
    public void shadowDenied() {
        shadowDenied.increment();
    }
}
