package io.tollgate.gateway.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Numbers of each deployment; the label has as many values as the catalog has deployments. Thread-safe. */
public final class DeploymentMetrics {

    private final Map<MultiGauge, ToDoubleFunction<String>> gauges = new LinkedHashMap<>();

    public DeploymentMetrics(MeterRegistry registry, Numbers numbers) {
        show(
                registry,
                "breaker",
                "0 while it may be called, 1 while it fails, 2 while one call tries",
                numbers::breaker);
        show(registry, "rest.seconds", "How long it still wants to be left alone", numbers::restSeconds);
        show(registry, "in.flight", "This node's calls that have not ended", numbers::inFlight);
        show(
                registry,
                "first.token.seconds",
                "Estimate of all nodes of the time to the first token, without what the prompt adds; NaN when unknown",
                numbers::firstTokenSeconds);
        show(
                registry,
                "per.token.seconds",
                "Estimate of all nodes of the time for each token of output; NaN when unknown",
                numbers::perTokenSeconds);
    }

    /** What is shown, by the deployment's id. */
    public interface Numbers {
        double breaker(String deploymentId);

        double restSeconds(String deploymentId);

        double inFlight(String deploymentId);

        double firstTokenSeconds(String deploymentId);

        double perTokenSeconds(String deploymentId);
    }

    /** Shows these deployments and no others. */
    public void show(Collection<String> deploymentIds) {
        gauges.forEach((gauge, value) -> gauge.register(
                deploymentIds.stream()
                        .<Row<?>>map(id -> Row.of(Tags.of("deployment", id), id, value))
                        .toList(),
                true));
    }

    private void show(MeterRegistry registry, String name, String description, ToDoubleFunction<String> value) {
        gauges.put(
                MultiGauge.builder("tollgate.deployment." + name)
                        .description(description)
                        .register(registry),
                value);
    }
}
