package io.tollgate.usage.chargeback;

import io.tollgate.usage.cost.CostText;
import io.tollgate.usage.report.Csv;

/** A report as CSV: the columns of the JSON's rows, no line of totals, so that a spreadsheet may add up. */
final class CsvReport {

    private CsvReport() {}

    static String header(ChargebackQuery query) {
        return Csv.line(RowFields.names(query));
    }

    static String line(ChargebackQuery query, Report.Row row) {
        return Csv.line(RowFields.of(query, row, cost -> CostText.exact(cost, CostText.PAID_SCALE))
                .values());
    }
}
