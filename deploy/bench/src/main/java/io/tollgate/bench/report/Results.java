package io.tollgate.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has been measured so far, by workload and target, in the order of measuring. Not thread-safe. */
public final class Results {

    private final Map<Workload, Map<String, Measured>> byWorkload = new LinkedHashMap<>();

    /** Adds one measurement. */
    public void add(Workload workload, String target, Measured measured) {
        byWorkload.computeIfAbsent(workload, ignored -> new LinkedHashMap<>()).put(target, measured);
    }

    /** The workloads that have been measured on at least one target. */
    public List<Workload> workloads() {
        return List.copyOf(byWorkload.keySet());
    }

    /** One measurement, if it was made. */
    public Optional<Measured> of(Workload workload, String target) {
        return Optional.ofNullable(byWorkload.getOrDefault(workload, Map.of()).get(target));
    }

    /** Why requests failed, one line for each workload and target where any did. */
    public List<String> failures() {
        return byWorkload.entrySet().stream()
                .flatMap(workload -> workload.getValue().entrySet().stream()
                        .filter(target -> target.getValue().recording().failed() > 0)
                        .map(target -> describe(workload.getKey(), target.getKey(), target.getValue())))
                .toList();
    }

    private static String describe(Workload workload, String target, Measured measured) {
        var recording = measured.recording();
        return "%s, %s: %d of %d failed; the first: %s"
                .formatted(
                        workload.title(),
                        target,
                        recording.failed(),
                        recording.failed() + recording.answered(),
                        recording.firstFailure());
    }
}
