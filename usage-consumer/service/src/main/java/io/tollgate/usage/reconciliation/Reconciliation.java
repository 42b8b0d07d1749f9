package io.tollgate.usage.reconciliation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Backends and events side by side. Differences are the backend's less the events'.
 *
 * @param from the first instant
 * @param to the instant after the last
 * @param deployments each deployment of which a backend's count lies within the period, once per source
 */
record Reconciliation(Instant from, Instant to, List<Deployment> deployments) {

    Reconciliation {
        deployments = List.copyOf(deployments);
    }

    /** Sums of a deployment's periods, and the periods. */
    record Deployment(
            String deployment, String source, Counts backend, Counts events, Counts difference, List<Hours> periods) {
        Deployment {
            periods = List.copyOf(periods);
        }
    }

    /** One period. */
    record Hours(Instant from, Instant to, Counts backend, Counts events, Counts difference) {}

    /** A period's numbers, and whose they are. */
    record Compared(BackendCount backend, Counts events) {}

    private record Key(String deployment, String source) {}

    static Reconciliation of(Instant from, Instant to, List<Compared> compared) {
        Map<Key, List<Compared>> groups = new LinkedHashMap<>();
        for (Compared each : compared) {
            groups.computeIfAbsent(
                            new Key(each.backend().deployment(), each.backend().source()), key -> new ArrayList<>())
                    .add(each);
        }
        List<Deployment> deployments = new ArrayList<>();
        groups.forEach((key, periods) -> deployments.add(deployment(key, periods)));
        return new Reconciliation(from, to, deployments);
    }

    private static Deployment deployment(Key key, List<Compared> periods) {
        Counts backend = Counts.NOTHING;
        Counts events = Counts.NOTHING;
        List<Hours> hours = new ArrayList<>(periods.size());
        for (Compared each : periods) {
            Counts said = each.backend().counts();
            backend = backend.plus(said);
            events = events.plus(each.events());
            hours.add(new Hours(
                    each.backend().from(), each.backend().to(), said, each.events(), said.minus(each.events())));
        }
        return new Deployment(key.deployment(), key.source(), backend, events, backend.minus(events), hours);
    }
}
