package io.tollgate.usage.chargeback;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A chargeback report. Currencies are never added up: a group that was priced in two has two rows.
 *
 * @param query what it shows
 * @param rows one per group, line and currency
 * @param totals the whole report in one row per line and currency, also where only some rows are shown
 * @param next what to ask for more rows with; empty when there are no more
 */
record Report(ChargebackQuery query, List<Row> rows, List<Row> totals, Optional<String> next) {

    Report {
        rows = List.copyOf(rows);
        totals = List.copyOf(totals);
    }

    /**
     * One group.
     *
     * @param group the values of the groupings, in the query's order
     * @param line {@code usage}, or {@code unused} for capacity that is paid for and not used
     * @param currency of the cost; empty where nothing was priced
     * @param amounts what was counted
     */
    record Row(List<String> group, String line, Optional<String> currency, Amounts amounts) {}

    /** The sum of all rows; its cost counts only when there is one currency. */
    Amounts total() {
        return totals.stream().map(Row::amounts).reduce(Amounts.NOTHING, Amounts::plus);
    }

    /** What each currency sums up to. */
    TreeMap<String, Amounts.Money> byCurrency() {
        TreeMap<String, Amounts.Money> sums = new TreeMap<>();
        totals.forEach(row -> row.currency()
                .ifPresent(currency -> sums.merge(currency, row.amounts().money(), Amounts.Money::plus)));
        return sums;
    }
}
