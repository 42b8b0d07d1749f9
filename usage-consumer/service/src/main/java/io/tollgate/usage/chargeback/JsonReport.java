package io.tollgate.usage.chargeback;

import io.tollgate.usage.cost.CostText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A report as the values that become its JSON. */
final class JsonReport {

    private JsonReport() {}

    static Map<String, Object> of(Report report) {
        ChargebackQuery query = report.query();
        List<Map<String, Object>> rows = new ArrayList<>(report.rows().size());
        for (Report.Row row : report.rows()) {
            rows.add(RowFields.of(query, row, JsonReport::decimal));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", query.period().from().toString());
        json.put("to", query.period().to().toString());
        json.put("groupBy", query.names());
        json.put("rows", rows);
        json.put("totals", totals(report));
        report.next().ifPresent(next -> json.put("next", next));
        return json;
    }

    private static Map<String, Object> totals(Report report) {
        TreeMap<String, Amounts.Money> sums = report.byCurrency();
        Map<String, Object> totals = new LinkedHashMap<>();
        Amounts total = report.total();
        RowFields.counts(totals, total);
        boolean mixed = sums.size() > 1;
        totals.put("listCost", mixed ? null : decimal(total.money().list()));
        totals.put("adjustments", mixed ? null : decimal(total.money().adjustments()));
        totals.put("cost", mixed ? null : decimal(total.money().cost()));
        totals.put("currency", sums.size() == 1 ? sums.firstKey() : null);
        List<Map<String, String>> byCurrency = new ArrayList<>();
        sums.forEach((currency, sum) -> byCurrency.add(Map.of(
                "currency", currency,
                "cost", decimal(sum.cost()),
                "listCost", decimal(sum.list()),
                "adjustments", decimal(sum.adjustments()))));
        totals.put("costs", byCurrency);
        return totals;
    }

    private static String decimal(BigInteger cost) {
        return CostText.of(cost, CostText.PAID_SCALE);
    }
}
