package io.tollgate.scenarios.proof.usage.conservation;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Usage;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.stand.Reports;
import io.tollgate.scenarios.stand.watch.RecordedUsage;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tokens of whole answers by tenant and deployment, as four parties count them; and the whole report against Kafka. */
final class FourSums {

    private final Books books;
    private final Reports reports;
    private final Set<String> tenants;

    /** Requests and their tokens. */
    private record Count(long requests, Usage tokens) {

        static final Count NONE = new Count(0, Usage.NONE);

        Count plus(Usage more) {
            return new Count(requests + 1, tokens.plus(more));
        }

        Count minus(Count less) {
            return new Count(
                    requests - less.requests,
                    new Usage(tokens.input() - less.tokens.input(), tokens.output() - less.tokens.output()));
        }
    }

    FourSums(Books books, Reports reports, Set<String> tenants) {
        this.books = books;
        this.reports = reports;
        this.tenants = tenants;
    }

    private static void add(Map<String, Count> sums, String tenant, String deployment, Usage tokens) {
        sums.merge(key(tenant, deployment), Count.NONE.plus(tokens), (sum, any) -> sum.plus(tokens));
    }

    private static String key(String tenant, String deployment) {
        return tenant + ", " + (deployment.isEmpty() ? "no deployment" : deployment);
    }

    void judge(Findings findings) {
        Map<String, Count> callers = new TreeMap<>();
        Map<String, Count> simulators = new TreeMap<>();
        Map<String, Count> kafka = new TreeMap<>();
        for (Seen seen : books.whole()) {
            String tenant = seen.ask().tenant().id();
            add(callers, tenant, seen.deployment(), seen.usage());
            var answer = books.served()
                    .whole(seen.ask().reference(), books.backends().getOrDefault(seen.deployment(), ""));
            if (answer != null) {
                add(simulators, tenant, seen.deployment(), answer.tokens());
            }
            books.eventsOf(seen.ask().reference())
                    .forEach(event -> add(kafka, event.tenant(), event.deployment(), event.tokens()));
        }
        Map<String, Count> rest = new TreeMap<>();
        books.rest().forEach(event -> add(rest, event.tenant(), event.deployment(), event.tokens()));
        Map<String, Count> report = report();
        for (String key : callers.keySet()) {
            Count inReport = report.getOrDefault(key, Count.NONE).minus(rest.getOrDefault(key, Count.NONE));
            judge(findings, key, simulators.get(key), callers.get(key), kafka.get(key), inReport);
        }
        judgeReport(findings, report);
    }

    private static void judge(
            Findings findings, String key, Count simulators, Count callers, Count kafka, Count report) {
        findings.holds(
                key + ": simulators, callers, Kafka, report",
                text(simulators) + " = " + text(callers) + " = " + text(kafka) + " = " + text(report),
                "four times the same",
                callers.equals(simulators) && callers.equals(kafka) && callers.equals(report));
    }

    private static String text(Count count) {
        return count == null
                ? "nothing"
                : count.tokens().input() + "+" + count.tokens().output() + " tokens of " + count.requests();
    }

    /** Everything, the rest included. */
    private void judgeReport(Findings findings, Map<String, Count> report) {
        Map<String, Count> kafka = new TreeMap<>();
        for (var events : books.events().values()) {
            for (RecordedUsage event : events) {
                add(kafka, event.tenant(), event.deployment(), event.tokens());
            }
        }
        Set<String> different = new TreeSet<>(kafka.keySet());
        different.addAll(report.keySet());
        different.removeIf(key -> kafka.get(key) != null && kafka.get(key).equals(report.get(key)));
        findings.equal(
                "lines of the report, every request included, that differ from Kafka"
                        + (different.isEmpty() ? "" : " " + different),
                different.size(),
                0,
                " of " + report.size());
    }

    private Map<String, Count> report() {
        Map<String, Count> counts = new TreeMap<>();
        for (String tenant : tenants) {
            for (JsonNode row : reports.rowsBy("deployment", tenant)) {
                counts.put(
                        key(tenant, row.path("deployment").asText()),
                        new Count(
                                row.path("requests").asLong(),
                                new Usage(
                                        row.path("inputTokens").asLong(),
                                        row.path("outputTokens").asLong())));
            }
        }
        return counts;
    }
}
