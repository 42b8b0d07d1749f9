package io.tollgate.usage.chargeback;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A report as CSV (RFC 4180, CRLF): the columns of the JSON's rows, no line of totals, so that a spreadsheet may add up.
 * Names that a spreadsheet would take for a formula get an apostrophe in front.
 */
final class CsvReport {

    private static final String FORMULA_STARTS = "=+-@\t\r\n|%";

    private CsvReport() {}

    static String of(Report report) {
        StringBuilder csv = new StringBuilder();
        ChargebackQuery query = report.query();
        Report.Row shape = new Report.Row(
                query.groupBy().stream().map(Dimension::parameter).toList(), Optional.empty(), Amounts.NOTHING);
        line(csv, List.copyOf(JsonReport.row(query, shape).keySet()));
        report.rows().forEach(row -> line(csv, JsonReport.row(query, row).values()));
        return csv.toString();
    }

    private static void line(StringBuilder csv, Collection<?> cells) {
        csv.append(cells.stream().map(CsvReport::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String cell(Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        if (value instanceof Number) {
            return text;
        }
        String safe = startsFormula(text) ? "'" + text : text;
        boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n' || c == ';')
                || !safe.equals(safe.strip());
        return quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static boolean startsFormula(String text) {
        String visible = text.stripLeading();
        return !text.isEmpty()
                && (FORMULA_STARTS.indexOf(text.charAt(0)) >= 0
                        || (!visible.isEmpty() && FORMULA_STARTS.indexOf(visible.charAt(0)) >= 0));
    }
}
