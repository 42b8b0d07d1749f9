package io.tollgate.usage.focus;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A requirement on rows.
 *
 * @param section of the specification
 * @param text of the requirement, in short
 * @param holds whether a row meets it
 */
record FocusRule(String section, String text, Predicate<Map<String, String>> holds) {

    static final String SPECIFICATION = "https://focus.finops.org/focus-specification/v1-4/#";

    /** Where the requirement is written down. */
    String link() {
        return SPECIFICATION + section;
    }

    static FocusRule of(String section, String text, Predicate<Map<String, String>> holds) {
        return new FocusRule(section, text, holds);
    }

    /** A requirement of a column, for rows that meet a condition. */
    static FocusRule when(
            Predicate<Map<String, String>> condition,
            String column,
            String text,
            Predicate<Map<String, String>> holds) {
        return of(section(column), column + " " + text, row -> !condition.test(row) || holds.test(row));
    }

    static FocusRule notNull(String column) {
        return of(section(column), column + " MUST NOT be null", has(column));
    }

    static FocusRule oneOf(String column, Set<String> values) {
        return when(has(column), column, "MUST be one of the allowed values", row -> values.contains(row.get(column)));
    }

    /** Both are null, or neither is. */
    static FocusRule together(String column, String other) {
        return of(
                section(column),
                column + " MUST be null exactly when " + other + " is",
                row -> row.containsKey(column) == row.containsKey(other));
    }

    static Predicate<Map<String, String>> has(String column) {
        return row -> row.containsKey(column);
    }

    static Predicate<Map<String, String>> is(String column, String... values) {
        return row -> row.containsKey(column) && Set.of(values).contains(row.get(column));
    }

    static BigDecimal number(Map<String, String> row, String column) {
        return new BigDecimal(row.get(column));
    }

    /** The section of a column of the dataset. */
    static String section(String column) {
        return "datasets.costandusage." + column.toLowerCase(java.util.Locale.ROOT);
    }
}
