package io.tollgate.scenarios.proof.usage.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Rows of the report added up under the names that the page has for them. */
final class Shares {

    /** What the page calls the groups that have no colour of their own. */
    static final String OTHERS = "All others";

    /** What it calls capacity that is paid for and not used. */
    static final String UNUSED = "Unused PTU capacity";

    private static final String CURRENCY = "USD";

    private Shares() {}

    /** What each series comes to on each day, by the names of both; a group that is not among the {@code series} is with the others. */
    static Map<String, Map<String, BigDecimal>> byDay(
            JsonNode rows, String dimension, String measure, List<String> series) {
        Map<String, Map<String, BigDecimal>> days = new TreeMap<>();
        for (JsonNode row : rows) {
            BigDecimal value = value(row, measure.equals("cost") ? "cost" : "totalTokens");
            if (value != null) {
                String name = name(row, dimension);
                days.computeIfAbsent(row.path("day").asText(), any -> new TreeMap<>())
                        .merge(series.contains(name) ? name : OTHERS, value, BigDecimal::add);
            }
        }
        return days;
    }

    /** What each group comes to. */
    static Map<String, BigDecimal> byGroup(JsonNode rows, String dimension, String column) {
        Map<String, BigDecimal> groups = new TreeMap<>();
        for (JsonNode row : rows) {
            BigDecimal value = value(row, column);
            groups.merge(name(row, dimension), value == null ? BigDecimal.ZERO : value, BigDecimal::add);
        }
        return groups;
    }

    /** Null where there is none, or it is money of another currency. */
    private static BigDecimal value(JsonNode row, String column) {
        boolean isMoney = column.equals("cost");
        boolean isThere = row.hasNonNull(column)
                && (!isMoney || row.path("currency").asText().equals(CURRENCY));
        return isThere ? new BigDecimal(row.path(column).asText()) : null;
    }

    private static String name(JsonNode row, String dimension) {
        if (row.path("line").asText().equals("unused")) {
            return UNUSED;
        }
        String value = row.path(dimension).asText();
        if (value.isEmpty()) {
            return "no " + (dimension.equals("capacity") ? "capacity type" : dimension);
        }
        return dimension.equals("capacity") ? value.toUpperCase(Locale.ROOT) : value;
    }
}
