package io.tollgate.usage.report;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lines of CSV (RFC 4180, CRLF). Text that a spreadsheet would take for a formula, in whatever form of its sign, gets an apostrophe in front; null is an
 * empty cell.
 */
public final class Csv {

    /** In NFKC, which makes of full-width, small and raised forms the plain ones; and the minus sign. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n|%\u2212";

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
        return startsFormula(text.codePoints())
                || startsFormula(text.codePoints().dropWhile(Csv::isInvisible));
    }

    private static boolean startsFormula(IntStream characters) {
        return characters
                .limit(1)
                .mapToObj(Character::toString)
                .map(first -> Normalizer.normalize(first, Normalizer.Form.NFKC))
                .anyMatch(first -> FORMULA_STARTS.indexOf(first.codePointAt(0)) >= 0);
    }

    private static boolean isInvisible(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character)
                || Character.getType(character) == Character.FORMAT;
    }
}
