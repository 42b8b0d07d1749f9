package io.tollgate.scenarios.proof.usage.conservation;

import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.stand.watch.RecordedUsage;
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
        String reference = seen.ask().reference();
        boolean backendAgrees = books.answerBy(reference, seen.deployment())
                .filter(answer -> answer.tokens().equals(seen.usage()))
                .isPresent();
        return backendAgrees
                && books.eventsOf(reference).stream()
                        .allMatch(event -> event.completed()
                                && event.source().equals("reported")
                                && event.id().equals(seen.requestId())
                                && event.deployment().equals(seen.deployment())
                                && event.tokens().equals(seen.usage()));
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
        findings.equal(
                "events of the tenants that name no request", books.nameless().size(), 0, "");
        none(
                "requests that broke off with tokens drawn and have no count of them",
                books.rest().keySet().stream()
                        .filter(this::drewTokens)
                        .filter(reference -> books.eventsOf(reference).stream().anyMatch(Losses::brokeOffForNothing))
                        .toList());
        findings.note(
                "answers that backends gave and nobody got, recorded as failed without tokens",
                Long.toString(books.rest().keySet().stream()
                        .filter(this::drewTokens)
                        .filter(reference -> books.eventsOf(reference).stream()
                                .anyMatch(event -> event.outcome().equals("failed")
                                        && event.source().equals("none")))
                        .count()));
        findings.note("events of the rest", rest());
    }

    private static boolean brokeOffForNothing(RecordedUsage event) {
        return BROKEN_OFF.contains(event.outcome()) && event.source().equals("none");
    }

    private boolean drewTokens(String reference) {
        return books.served().byReference().getOrDefault(reference, List.of()).stream()
                .anyMatch(served -> served.tokens().total() > 0);
    }

    /** How often each kind of request ended how, with tokens from where. */
    private String rest() {
        Map<String, Long> counts = new TreeMap<>();
        books.rest()
                .forEach((reference, events) -> events.forEach(event ->
                        counts.merge(kind(reference) + " " + event.outcome() + " " + event.source(), 1L, Long::sum)));
        return counts.toString();
    }

    private String kind(String reference) {
        Seen seen = books.seen().get(reference);
        return seen == null ? "of nobody" : seen.ask().kind().toString();
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
