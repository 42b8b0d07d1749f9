package io.tollgate.usage.chargeback;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A chargeback report. Currencies are never added up: a group that was priced in two has two rows.
 *
 * @param query what it shows
 * @param rows one per group and currency
 */
record Report(ChargebackQuery query, List<Row> rows) {

    private static final int COST_SCALE = 15;
    private static final int LEAST_DECIMALS = 2;

    Report {
        rows = List.copyOf(rows);
    }

    /**
     * One group.
     *
     * @param group the values of the dimensions, in the query's order
     * @param currency of the cost; empty where nothing was priced
     * @param amounts what was counted
     */
    record Row(List<String> group, Optional<String> currency, Amounts amounts) {}

    /** The report for the groups that the store found: what has no currency joins a row of its group that has one. */
    static Report of(ChargebackQuery query, List<Row> found) {
        Map<List<String>, TreeMap<String, Amounts>> groups = new LinkedHashMap<>();
        for (Row row : found) {
            groups.computeIfAbsent(row.group(), group -> new TreeMap<>())
                    .merge(row.currency().orElse(""), row.amounts(), Amounts::plus);
        }
        List<Row> rows = new ArrayList<>();
        groups.forEach((group, byCurrency) -> {
            joinUnpriced(byCurrency);
            byCurrency.forEach((currency, amounts) ->
                    rows.add(new Row(group, Optional.of(currency).filter(text -> !text.isEmpty()), amounts)));
        });
        return new Report(query, rows);
    }

    private static void joinUnpriced(TreeMap<String, Amounts> byCurrency) {
        if (byCurrency.size() > 1 && byCurrency.firstKey().isEmpty()) {
            Amounts unpriced = byCurrency.pollFirstEntry().getValue();
            byCurrency.merge(byCurrency.firstKey(), unpriced, Amounts::plus);
        }
    }

    /** The sum of all rows; its cost counts only when there is one currency. */
    Amounts total() {
        return rows.stream().map(Row::amounts).reduce(Amounts.NOTHING, Amounts::plus);
    }

    /** What each currency sums up to. */
    TreeMap<String, BigInteger> costs() {
        TreeMap<String, BigInteger> costs = new TreeMap<>();
        rows.forEach(row -> row.currency()
                .ifPresent(currency -> costs.merge(currency, row.amounts().cost(), BigInteger::add)));
        return costs;
    }

    /** A cost as a decimal, every digit of it, and two at least. */
    static String decimal(BigInteger cost) {
        BigDecimal exact = new BigDecimal(cost, COST_SCALE).stripTrailingZeros();
        return (exact.scale() < LEAST_DECIMALS ? exact.setScale(LEAST_DECIMALS) : exact).toPlainString();
    }
}
