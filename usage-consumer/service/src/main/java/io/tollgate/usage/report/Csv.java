package io.tollgate.usage.report;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Lines of CSV (RFC 4180, CRLF). Text that a spreadsheet would take for a formula gets an apostrophe in front; null is an
 * empty cell.
 */
public final class Csv {

    private static final String FORMULA_STARTS = "=+-@\t\r\n|%";

    private Csv() {}

    /** One line, with its end. */
    public static String line(Collection<?> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
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
