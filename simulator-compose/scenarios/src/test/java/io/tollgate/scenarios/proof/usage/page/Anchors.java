package io.tollgate.scenarios.proof.usage.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.proof.Findings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Figures of the page against what the page has no part in: the events in Kafka, their tokens at the prices that were set, and the report's rows
 * by day, added up here.
 */
final class Anchors {

    private static final int MOST_SHOWN = 3;
    private static final int LEAST_FIGURES = 300;
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final View view;
    private final ExactApi api;
    private final List<JsonNode> events;
    private final List<String> wrong = new ArrayList<>();
    private int compared;

    /** The events are those of the tenants, each once. */
    Anchors(View view, ExactApi api, List<JsonNode> events) {
        this.view = view;
        this.api = api;
        this.events = events;
    }

    /** Goes through the views and leaves the page at the last. */
    void judge(Findings findings) {
        String whole = "period=custom&from=" + Scene.firstDay() + "&to=" + Scene.today();
        Map<String, List<JsonNode>> byTenant = new TreeMap<>();
        events.forEach(event -> byTenant.computeIfAbsent(
                        event.path("caller").path("tenant").asText(), any -> new ArrayList<>())
                .add(event));
        byTenant.forEach((tenant, theirs) -> {
            totals(whole + "&spread=none&tenant=" + tenant, theirs);
            priced(whole + "&spread=none&tenant=" + tenant + "&model=" + Use.MINI, tenant, theirs);
        });
        int others = 0;
        int unused = 0;
        for (String dimension : List.of("deployment", "model", "tenant", "capacity")) {
            for (String measure : List.of("cost", "tokens")) {
                JsonNode shown = tables(whole + "&by=" + dimension + "&measure=" + measure);
                byRows(shown, dimension, measure);
                boolean hasOthers = shown.path("series").toString().contains(Shares.OTHERS);
                others += hasOthers ? 1 : 0;
                unused += hasOthers && shown.path("series").toString().contains(Shares.UNUSED) ? 1 : 0;
            }
        }
        findings.atLeast("tenants with events", byTenant.size(), 6, "");
        findings.atLeast("charts with more groups than colours", others, 2, "");
        findings.atLeast("of which show unused capacity", unused, 1, "");
        findings.atLeast("figures held against events, prices and rows by day", compared, LEAST_FIGURES, "");
        findings.equal(
                "of which are others"
                        + (wrong.isEmpty()
                                ? ""
                                : " " + wrong.stream().limit(MOST_SHOWN).toList()),
                wrong.size(),
                0,
                "");
    }

    private JsonNode tables(String fragment) {
        view.show(fragment);
        return view.tab().evaluate(Script.TABLES.text());
    }

    private void totals(String fragment, List<JsonNode> of) {
        JsonNode summary = tables(fragment).path("summary");
        compare(fragment + ", requests", summary.path("Requests").path(0), BigDecimal.valueOf(of.size()));
        compare(
                fragment + ", tokens",
                summary.path("Tokens").path(0),
                tokens(of, "input").add(tokens(of, "output")));
        compare(fragment + ", input", summary.path("Tokens").path(1), tokens(of, "input"));
        compare(fragment + ", output", summary.path("Tokens").path(2), tokens(of, "output"));
    }

    /** Tokens times the price, less the discount of who has one. */
    private void priced(String fragment, String tenant, List<JsonNode> of) {
        List<JsonNode> mini = of.stream()
                .filter(event -> event.path("served").path("model").asText().equals(Use.MINI))
                .toList();
        if (mini.isEmpty()) {
            return;
        }
        boolean isContractor = tenant.equals(Scene.CONTRACTOR);
        var input = new BigDecimal(isContractor ? Scene.CONTRACT_INPUT : Scene.MINI_INPUT);
        var output = new BigDecimal(isContractor ? Scene.CONTRACT_OUTPUT : Scene.MINI_OUTPUT);
        var paid = HUNDRED.subtract(isContractor ? new BigDecimal(Scene.CONTRACT_DISCOUNT) : BigDecimal.ZERO);
        BigDecimal list =
                tokens(mini, "input").multiply(input).add(tokens(mini, "output").multiply(output));
        compare(
                fragment + ", cost",
                tables(fragment).path("summary").path("Cost").path(0),
                list.multiply(paid).divide(HUNDRED.multiply(MILLION)));
    }

    private static BigDecimal tokens(List<JsonNode> of, String field) {
        return of.stream()
                .map(event -> new BigDecimal(event.path("tokens").path(field).asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Each bucket of the chart's table, and each line of the breakdown. */
    private void byRows(JsonNode shown, String dimension, String measure) {
        List<String> series = new ArrayList<>();
        shown.path("series").forEach(name -> series.add(name.asText()));
        var days = Shares.byDay(rows("day," + dimension), dimension, measure, series);
        String what = dimension + ", " + measure;
        compare(what + ", buckets", shown.path("buckets").size(), days.size());
        int row = 0;
        for (Map.Entry<String, Map<String, BigDecimal>> day : days.entrySet()) {
            JsonNode line = shown.path("buckets").path(row++);
            BigDecimal sum = day.getValue().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            compare(what + ", " + day.getKey(), line.path(0), sum);
            for (int column = 0; column < series.size(); column++) {
                compare(
                        what + ", " + day.getKey() + ", " + series.get(column),
                        line.path(column + 1),
                        day.getValue().getOrDefault(series.get(column), BigDecimal.ZERO));
            }
        }
        breakdown(shown, dimension, what);
    }

    private void breakdown(JsonNode shown, String dimension, String what) {
        var costs = Shares.byGroup(rows(dimension), dimension, "cost");
        var requests = Shares.byGroup(rows(dimension), dimension, "requests");
        compare(what + ", groups", shown.path("groups").size(), costs.size());
        for (JsonNode group : shown.path("groups")) {
            String name = group.path("name").asText();
            compare(what + ", " + name + ", cost", group.path("cost"), costs.getOrDefault(name, BigDecimal.ZERO));
            if (!name.equals(Shares.UNUSED)) {
                compare(what + ", " + name + ", requests", group.path("requests"), requests.get(name));
            }
        }
        compare(
                what + ", all",
                shown.path("summary").path("Cost").path(0),
                costs.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** Of the period that the page has asked for last, without its filters. */
    private JsonNode rows(String groupBy) {
        String address = view.tab().addresses().stream()
                .filter(each -> each.contains("/usage/v1/chargeback?from="))
                .reduce((first, last) -> last)
                .orElseThrow();
        String period = address.substring(address.indexOf("from="), address.indexOf("&groupBy="));
        return api.get("/usage/v1/chargeback?" + period + "&groupBy=" + groupBy).path("rows");
    }

    private void compare(String what, JsonNode shown, BigDecimal wanted) {
        BigDecimal found = shown.isTextual() ? new BigDecimal(shown.asText()) : BigDecimal.ZERO;
        compared++;
        if (wanted == null || found.compareTo(wanted) != 0) {
            wrong.add(what + ": " + found.toPlainString() + " in place of " + wanted);
        }
    }

    private void compare(String what, int shown, int wanted) {
        compared++;
        if (shown != wanted) {
            wrong.add(what + ": " + shown + " in place of " + wanted);
        }
    }
}
