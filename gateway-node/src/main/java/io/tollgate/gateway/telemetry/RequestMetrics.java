package io.tollgate.gateway.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tollgate.events.Outcome;
import io.tollgate.events.UsageEvent;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The node's own numbers. Every label has a fixed, small set of values: no tenant, key or model, which reports answer
 * exactly. Thread-safe.
 */
public final class RequestMetrics {

    private final MeterRegistry registry;
    private final Map<Outcome.Kind, Timer> durations = new EnumMap<>(Outcome.Kind.class);
    private final Timer firstByte;
    private final Counter inputTokens;
    private final Counter outputTokens;
    private final Counter failovers;
    private final Counter hedges;

    public RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            durations.put(
                    kind,
                    Timer.builder("tollgate.requests")
                            .description("Requests by how they ended, and how long they took")
                            .tag("outcome", kind.name().toLowerCase(java.util.Locale.ROOT))
                            .serviceLevelObjectives(
                                    Duration.ofMillis(5),
                                    Duration.ofMillis(50),
                                    Duration.ofSeconds(1),
                                    Duration.ofSeconds(10))
                            .register(registry));
        }
        firstByte = Timer.builder("tollgate.first.byte")
                .description("Until the first byte of the answer's body was passed on")
                .register(registry);
        inputTokens = tokens("input");
        outputTokens = tokens("output");
        failovers = Counter.builder("tollgate.failovers")
                .description("Attempts after which another deployment was tried")
                .register(registry);
        hedges = Counter.builder("tollgate.hedges")
                .description("Attempts beside which another one was faster")
                .register(registry);
    }

    /** Shows a number that {@code source} holds. */
    public <T> void gauge(String name, String description, T source, ToDoubleFunction<T> value) {
        gauge(name, Tags.empty(), description, source, value);
    }

    /** The same with tags, whose values are few and fixed. */
    public <T> void gauge(String name, Tags tags, String description, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value).tags(tags).description(description).register(registry);
    }

    /** Counts one finished request. */
    public void record(UsageEvent event) {
        durations.get(event.outcome().kind()).record(event.timing().totalMillis(), TimeUnit.MILLISECONDS);
        if (event.timing().firstTokenMillis() >= 0) {
            firstByte.record(event.timing().firstTokenMillis(), TimeUnit.MILLISECONDS);
        }
        inputTokens.increment(event.tokens().input());
        outputTokens.increment(event.tokens().output());
        int attempts = event.served().attempts().size();
        if (attempts > 1) {
            long lost = event.served().attempts().stream()
                    .filter(attempt -> attempt.result().equals("hedge-lost"))
                    .count();
            hedges.increment(lost);
            failovers.increment(attempts - 1 - lost);
        }
    }

    private Counter tokens(String direction) {
        return Counter.builder("tollgate.tokens")
                .description("Tokens used, by direction")
                .tag("direction", direction)
                .register(registry);
    }
}
