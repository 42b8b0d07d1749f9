package io.tollgate.quota.state;

import io.tollgate.catalog.signals.DeploymentSignals;
import io.tollgate.catalog.signals.NodeSignals;
import io.tollgate.quota.state.DeploymentState.LatencyDocument;
import io.tollgate.quota.state.DeploymentState.NodeState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What one node says of one deployment.
 *
 * @param node its name
 * @param at when, by its clock
 * @param signals what
 */
record Sighting(String node, Instant at, DeploymentSignals signals) {

    private static final double MICROS_PER_MILLI = 1_000;
    private static final double THOUSANDTHS = 1_000;

    /** What the nodes say of this deployment, in their order. */
    static List<Sighting> of(Map<String, NodeSignals> nodes, String deployment) {
        return nodes.entrySet().stream()
                .flatMap(entry -> Stream.ofNullable(
                                entry.getValue().deployments().get(deployment))
                        .map(signals -> new Sighting(
                                entry.getKey(),
                                Instant.ofEpochMilli(entry.getValue().atMillis()),
                                signals)))
                .toList();
    }

    /** The worst that any node says. */
    static String breaker(List<Sighting> sightings) {
        return Stream.of("open", "half-open")
                .filter(state -> sightings.stream().anyMatch(sighting -> state.equals(sighting.signals.breaker())))
                .findFirst()
                .orElse("closed");
    }

    /** Until when the last of the nodes leaves the deployment alone. */
    static Optional<Instant> restsUntil(List<Sighting> sightings, Instant now) {
        return sightings.stream()
                .filter(sighting -> sighting.signals.restMillis() > 0)
                .map(sighting -> sighting.at.plusMillis(sighting.signals.restMillis()))
                .filter(now::isBefore)
                .max(Comparator.naturalOrder());
    }

    /** The most that the backend said to any of them. */
    static Double utilisation(List<Sighting> sightings) {
        OptionalDouble most = sightings.stream()
                .mapToDouble(sighting -> sighting.signals.utilisation())
                .filter(said -> said >= 0)
                .max();
        return most.isPresent() ? rounded(most.getAsDouble()) : null;
    }

    /** What they have learned together, each counting by its samples; null when nothing. */
    static LatencyDocument latency(List<Sighting> sightings) {
        Double firstToken = mean(sightings, DeploymentSignals::firstTokenMicros);
        Double perToken = mean(sightings, DeploymentSignals::perTokenMicros);
        return firstToken == null && perToken == null
                ? null
                : new LatencyDocument(
                        firstToken,
                        perToken,
                        rounded(sightings.stream()
                                .mapToDouble(sighting -> sighting.signals.samples())
                                .sum()));
    }

    NodeState document(Instant now) {
        List<Sighting> alone = List.of(this);
        return new NodeState(
                node,
                at.toString(),
                signals.inFlight(),
                signals.breaker(),
                restsUntil(alone, now).map(Instant::toString).orElse(null),
                latency(alone),
                utilisation(alone));
    }

    /** In milliseconds, of those that know it. */
    private static Double mean(List<Sighting> sightings, ToLongFunction<DeploymentSignals> micros) {
        double sum = 0;
        double samples = 0;
        for (Sighting sighting : sightings) {
            long known = micros.applyAsLong(sighting.signals);
            if (known > 0 && sighting.signals.samples() > 0) {
                sum += known * sighting.signals.samples();
                samples += sighting.signals.samples();
            }
        }
        return samples == 0 ? null : rounded(sum / samples / MICROS_PER_MILLI);
    }

    static double rounded(double value) {
        return Math.round(value * THOUSANDTHS) / THOUSANDTHS;
    }
}
