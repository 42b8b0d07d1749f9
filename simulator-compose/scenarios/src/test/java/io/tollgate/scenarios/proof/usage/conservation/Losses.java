package io.tollgate.scenarios.proof.usage.conservation;

import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.stand.watch.RecordedUsage;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether each request is there once, and as it was. */
final class Losses {

    private static final Set<String> BROKEN_OFF = Set.of("interrupted", "partial", "cancelled");
    private static final int NAMED = 2;

    private final Books books;
    private final Findings findings;

    Losses(Books books, Findings findings) {
        this.books = books;
        this.findings = findings;
    }

    void judge() {
        judgeWhole();
        judgeRest();
    }

    private void judgeWhole() {
        List<Seen> whole = books.whole();
        none(
                "whole answers without exactly one event",
                whole.stream()
                        .map(seen -> seen.ask().reference())
                        .filter(this::isNotOnce)
                        .toList());
        none(
                "whole answers that callers, backend and event do not agree on, to the token",
                whole.stream()
                        .filter(seen -> !agrees(seen))
                        .map(seen -> seen.ask().reference())
                        .toList());
    }

    private boolean isNotOnce(String reference) {
        return books.eventsOf(reference).size() != 1;
    }

    private boolean agrees(Seen seen) {
        return books.eventsOf(seen.ask().reference()).stream().allMatch(event -> {
            var answer = books.answerFor(event);
            return event.completed()
                    && event.source().equals("reported")
                    && event.id().equals(seen.requestId())
                    && event.deployment().equals(seen.deployment())
                    && event.tokens().equals(seen.usage())
                    && answer != null
                    && answer.tokens().equals(event.tokens());
        });
    }

    private void judgeRest() {
        none(
                "other requests that a backend has seen without exactly one event",
                books.served().byReference().keySet().stream()
                        .filter(reference -> !books.isWhole(reference) && isNotOnce(reference))
                        .toList());
        none(
                "other requests whose caller has had a head without exactly one event",
                books.seen().values().stream()
                        .filter(seen -> !seen.whole() && seen.status() > 0)
                        .map(seen -> seen.ask().reference())
                        .filter(this::isNotOnce)
                        .toList());
        none(
                "requests with more than one event",
                books.events().keySet().stream()
                        .filter(reference -> books.eventsOf(reference).size() > 1)
                        .toList());
        none(
                "events of requests that nobody has made",
                books.events().keySet().stream()
                        .filter(reference -> !books.seen().containsKey(reference))
                        .toList());
        none(
                "requests that broke off with tokens drawn and have no count of them",
                books.rest().stream()
                        .filter(event -> BROKEN_OFF.contains(event.outcome())
                                && event.source().equals("none"))
                        .map(RecordedUsage::reference)
                        .filter(this::drewTokens)
                        .toList());
        findings.note("events of the rest", outcomes(books.rest()).toString());
    }

    private boolean drewTokens(String reference) {
        return books.served().byReference().getOrDefault(reference, List.of()).stream()
                .anyMatch(served -> served.tokens().output() > 0);
    }

    private static Map<String, Long> outcomes(Collection<RecordedUsage> events) {
        return events.stream()
                .collect(Collectors.groupingBy(
                        event -> event.outcome() + " " + event.source(), TreeMap::new, Collectors.counting()));
    }

    private void none(String what, List<String> found) {
        String examples = found.isEmpty()
                ? ""
                : found.stream().limit(NAMED).map(this::story).collect(Collectors.joining("; ", " [", "]"));
        findings.equal(what + examples, found.size(), 0, "");
    }

    private String story(String reference) {
        return reference + ": caller " + books.seen().get(reference) + ", backends "
                + books.served().byReference().getOrDefault(reference, List.of()) + ", events "
                + books.eventsOf(reference);
    }
}
