package io.tollgate.usage.chargeback;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report as the values that become its JSON. */
final class JsonReport {

    private JsonReport() {}

    static Map<String, Object> of(Report report) {
        ChargebackQuery query = report.query();
        List<Map<String, Object>> rows = new ArrayList<>(report.rows().size());
        for (Report.Row row : report.rows()) {
            rows.add(row(query, row));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", query.from().toString());
        json.put("to", query.to().toString());
        json.put("groupBy", query.groupBy().stream().map(Dimension::parameter).toList());
        json.put("rows", rows);
        json.put("totals", totals(report));
        return json;
    }

    /** One row's columns, in the order in which they are shown. */
    static Map<String, Object> row(ChargebackQuery query, Report.Row row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < query.groupBy().size(); i++) {
            fields.put(query.groupBy().get(i).parameter(), row.group().get(i));
        }
        counts(fields, row.amounts());
        fields.put("cost", Report.decimal(row.amounts().cost()));
        fields.put("currency", row.currency().orElse(null));
        return fields;
    }

    private static Map<String, Object> totals(Report report) {
        Map<String, BigInteger> costs = report.costs();
        Map<String, Object> totals = new LinkedHashMap<>();
        Amounts total = report.total();
        counts(totals, total);
        boolean mixed = costs.size() > 1;
        totals.put("cost", mixed ? null : Report.decimal(total.cost()));
        totals.put("currency", costs.size() == 1 ? costs.keySet().iterator().next() : null);
        List<Map<String, String>> byCurrency = new ArrayList<>();
        costs.forEach((currency, cost) -> byCurrency.add(Map.of("currency", currency, "cost", Report.decimal(cost))));
        totals.put("costs", byCurrency);
        return totals;
    }

    private static void counts(Map<String, Object> fields, Amounts amounts) {
        fields.put("requests", amounts.requests().all());
        fields.put("completed", amounts.requests().completed());
        fields.put("denied", amounts.requests().denied());
        fields.put("failed", amounts.requests().failed());
        fields.put("partial", amounts.requests().partial());
        fields.put("cancelled", amounts.requests().cancelled());
        fields.put("inputTokens", amounts.tokens().input());
        fields.put("cachedInputTokens", amounts.tokens().cachedInput());
        fields.put("outputTokens", amounts.tokens().output());
        fields.put("reasoningTokens", amounts.tokens().reasoning());
        fields.put("totalTokens", amounts.tokens().total());
        fields.put("estimatedTokens", amounts.tokens().estimated());
        fields.put("unpricedTokens", amounts.tokens().unpriced());
    }
}
