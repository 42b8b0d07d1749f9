package io.tollgate.scenarios.proof.usage.conservation;

import io.tollgate.scenarios.calls.Usage;
import io.tollgate.scenarios.stand.watch.RecordedUsage;
import io.tollgate.scenarios.stand.watch.UsageTopic.Contents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What callers, backends and Kafka each have written down, to be held against each other by the requests' references.
 *
 * @param seen by callers
 * @param served by backends
 * @param events of Kafka, one for each id
 * @param nameless ids of the tenants' events of which nobody knows the reference
 * @param backends the backend behind each deployment
 */
record Books(
        Map<String, Seen> seen,
        BackendLog served,
        Map<String, List<RecordedUsage>> events,
        List<String> nameless,
        Map<String, String> backends) {

    static Books of(List<Seen> seen, BackendLog served, Contents topic, Map<String, String> backends) {
        Map<String, String> referenceById = new HashMap<>();
        seen.stream()
                .filter(each -> !each.requestId().isEmpty())
                .forEach(each -> referenceById.put(each.requestId(), each.ask().reference()));
        Map<String, List<RecordedUsage>> events = new HashMap<>();
        List<String> nameless = new ArrayList<>();
        topic.byId().values().forEach(event -> {
            // A caller that could not be recognised has no tags in the event; such events of others are none of ours.
            String reference = event.reference().isEmpty() ? referenceById.get(event.id()) : event.reference();
            if (reference != null) {
                events.computeIfAbsent(reference, any -> new ArrayList<>()).add(event);
            } else if (!event.tenant().isEmpty()) {
                nameless.add(event.id());
            }
        });
        return new Books(
                seen.stream().collect(Collectors.toMap(each -> each.ask().reference(), Function.identity())),
                served,
                events,
                nameless,
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

    /** The whole answer that the backend of this deployment gave. */
    Optional<BackendLog.Served> answerBy(String reference, String deployment) {
        return served.whole(reference, backends.getOrDefault(deployment, ""));
    }

    /** All that the backend of this deployment sent for a request, up to where it ended. */
    Usage sentBy(String reference, String deployment) {
        return served.byReference().getOrDefault(reference, List.of()).stream()
                .filter(answer -> answer.backend().equals(backends.get(deployment)))
                .map(BackendLog.Served::tokens)
                .reduce(Usage.NONE, Usage::plus);
    }

    /** Events of requests whose callers have no whole answer, by the requests' references. */
    Map<String, List<RecordedUsage>> rest() {
        Map<String, List<RecordedUsage>> rest = new TreeMap<>(events);
        rest.keySet().removeIf(this::isWhole);
        return rest;
    }

    boolean isWhole(String reference) {
        Seen by = seen.get(reference);
        return by != null && by.whole();
    }
}
