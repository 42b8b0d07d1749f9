package io.tollgate.scenarios.proof.usage.conservation;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Usage;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.stand.Reports;
import io.tollgate.scenarios.stand.watch.RecordedUsage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tokens of whole answers by tenant and deployment, as four parties have them: what simulators sent, what callers received, what Kafka has,
 * and the report, less what Kafka has of requests without a whole answer, which callers cannot count. Then the whole report against Kafka.
 */
final class FourSums {

    private static final String COMPLETED = "completed";

    private final Books books;
    private final Reports reports;
    private final Set<String> tenants;

    FourSums(Books books, Reports reports, Set<String> tenants) {
        this.books = books;
        this.reports = reports;
        this.tenants = tenants;
    }

    /** What is added up separately. */
    private record Account(String tenant, String deployment, String outcome) implements Comparable<Account> {

        @Override
        public int compareTo(Account other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return tenant + ", " + (deployment.isEmpty() ? "no deployment" : deployment) + ", " + outcome;
        }
    }

    /** Requests and their tokens. */
    private record Count(long requests, Usage tokens) {

        static final Count NONE = new Count(0, Usage.NONE);

        static Count of(Usage tokens) {
            return new Count(1, tokens);
        }

        Count plus(Count more) {
            return new Count(requests + more.requests, tokens.plus(more.tokens));
        }

        Count minus(Count less) {
            return new Count(
                    requests - less.requests,
                    new Usage(tokens.input() - less.tokens.input(), tokens.output() - less.tokens.output()));
        }

        @Override
        public String toString() {
            return tokens.input() + "+" + tokens.output() + " tokens of " + requests;
        }
    }

    void judge(Findings findings) {
        Map<Account, Count> callers = new TreeMap<>();
        Map<Account, Count> simulators = new TreeMap<>();
        Map<Account, Count> kafka = new TreeMap<>();
        for (Seen seen : books.whole()) {
            var account = new Account(seen.ask().tenant().id(), seen.deployment(), COMPLETED);
            String reference = seen.ask().reference();
            callers.merge(account, Count.of(seen.usage()), Count::plus);
            books.answerBy(reference, seen.deployment())
                    .ifPresent(answer -> simulators.merge(account, Count.of(answer.tokens()), Count::plus));
            add(kafka, books.eventsOf(reference));
        }
        // A whole answer of which the caller has not seen the end is completed for Kafka and the report.
        Map<Account, Count> rest = new TreeMap<>();
        books.rest().values().forEach(events -> add(rest, events));
        Map<Account, Count> report = report();
        Map<Account, Count> reported = new TreeMap<>();
        callers.keySet()
                .forEach(account -> reported.put(
                        account,
                        report.getOrDefault(account, Count.NONE).minus(rest.getOrDefault(account, Count.NONE))));
        var parties = List.of(simulators, callers, kafka, reported);
        for (Account account : callers.keySet()) {
            judge(
                    findings,
                    account.toString(),
                    parties.stream()
                            .map(party -> party.getOrDefault(account, Count.NONE))
                            .toList());
        }
        judge(
                findings,
                "all tenants and deployments",
                parties.stream()
                        .map(party -> party.values().stream().reduce(Count.NONE, Count::plus))
                        .toList());
        judgeReport(findings, report);
    }

    private static void judge(Findings findings, String whose, List<Count> sums) {
        findings.holds(
                whose + ": simulators = callers = Kafka = report less the rest",
                sums.stream().map(Count::toString).collect(Collectors.joining(" = ")),
                "four times the same",
                sums.stream().distinct().count() == 1);
    }

    /** Those of nobody are in no report of a tenant. */
    private void add(Map<Account, Count> sums, List<RecordedUsage> events) {
        events.stream()
                .filter(event -> tenants.contains(event.tenant()))
                .forEach(event -> sums.merge(
                        new Account(event.tenant(), event.deployment(), event.outcome()),
                        Count.of(event.tokens()),
                        Count::plus));
    }

    /** Everything, the rest included. */
    private void judgeReport(Findings findings, Map<Account, Count> report) {
        Map<Account, Count> kafka = new TreeMap<>();
        books.events().values().forEach(events -> add(kafka, events));
        Set<Account> different = new TreeSet<>(kafka.keySet());
        different.addAll(report.keySet());
        different.removeIf(
                account -> kafka.containsKey(account) && kafka.get(account).equals(report.get(account)));
        findings.equal(
                "lines of the report by tenant, deployment and outcome that differ from Kafka"
                        + (different.isEmpty() ? "" : " " + different),
                different.size(),
                0,
                " of " + report.size());
    }

    private Map<Account, Count> report() {
        Map<Account, Count> counts = new TreeMap<>();
        for (String tenant : tenants) {
            for (JsonNode row : reports.rowsBy("deployment,outcome", tenant)) {
                var account = new Account(
                        tenant,
                        row.path("deployment").asText(),
                        row.path("outcome").asText());
                var tokens = new Usage(
                        row.path("inputTokens").asLong(),
                        row.path("outputTokens").asLong());
                counts.merge(account, new Count(row.path("requests").asLong(), tokens), Count::plus);
            }
        }
        return counts;
    }
}
