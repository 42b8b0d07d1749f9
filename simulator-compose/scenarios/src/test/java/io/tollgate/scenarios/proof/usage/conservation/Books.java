package io.tollgate.scenarios.proof.usage.conservation;

import io.tollgate.scenarios.stand.watch.RecordedUsage;
import io.tollgate.scenarios.stand.watch.UsageTopic.Contents;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What callers, backends and Kafka each have written down, to be held against each other by the requests' references.
 *
 * @param seen by callers
 * @param served by backends
 * @param events of Kafka, one for each id
 * @param backends the backend behind each deployment
 */
record Books(
        Map<String, Seen> seen,
        BackendLog served,
        Map<String, List<RecordedUsage>> events,
        Map<String, String> backends) {

    static Books of(List<Seen> seen, BackendLog served, Contents topic, Map<String, String> backends) {
        return new Books(
                seen.stream().collect(Collectors.toMap(each -> each.ask().reference(), Function.identity())),
                served,
                topic.byId().values().stream().collect(Collectors.groupingBy(RecordedUsage::reference)),
                backends);
    }

    /** Those whose callers have a whole answer. */
    List<Seen> whole() {
        return seen.values().stream().filter(Seen::whole).toList();
    }

    /** The events of a reference: one when all is well. */
    List<RecordedUsage> eventsOf(String reference) {
        return events.getOrDefault(reference, List.of());
    }

    /** The answer that the backend of this event's deployment gave, or null. */
    BackendLog.Served answerFor(RecordedUsage event) {
        return served.whole(event.reference(), backends.getOrDefault(event.deployment(), ""));
    }

    /** Events of requests whose callers have no whole answer. */
    List<RecordedUsage> rest() {
        return events.values().stream()
                .flatMap(Collection::stream)
                .filter(event -> !isWhole(event.reference()))
                .toList();
    }

    boolean isWhole(String reference) {
        Seen by = seen.get(reference);
        return by != null && by.whole();
    }
}
