package io.tollgate.usage.budgets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.budget.Budget;
import io.tollgate.catalog.budget.BudgetScope;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the quota service's list of budgets. Thread-safe. */
final class BudgetReader {

    private static final int NANO_DECIMALS = 9;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A list that cannot be used; the message says which budget. */
    static final class UnreadableBudgetsException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableBudgetsException(String problem) {
            super(problem);
        }
    }

    /**
     * Some of the list.
     *
     * @param next what to ask for the rest with; empty when there is none
     */
    record Page(List<Budget> budgets, Optional<String> next) {}

    Page read(byte[] body) throws UnreadableBudgetsException {
        JsonNode root = root(body);
        JsonNode items = root.path("items");
        if (!items.isArray()) {
            throw new UnreadableBudgetsException("the answer is no list of budgets");
        }
        List<Budget> budgets = new ArrayList<>();
        for (JsonNode item : items) {
            try {
                budgets.add(budget(item));
            } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
                throw new UnreadableBudgetsException(
                        "budget '" + item.path("id").asText() + "': " + e.getMessage());
            }
        }
        return new Page(budgets, Optional.ofNullable(root.path("next").textValue()));
    }

    /** A single one. */
    Budget readOne(byte[] body) throws UnreadableBudgetsException {
        JsonNode item = root(body);
        try {
            return budget(item);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new UnreadableBudgetsException("budget '" + item.path("id").asText() + "': " + e.getMessage());
        }
    }

    private static Budget budget(JsonNode item) {
        List<Integer> alertsAt = new ArrayList<>();
        item.path("alertsAt").forEach(percent -> alertsAt.add(percent.asInt()));
        return new Budget(
                text(item, "id"),
                text(item, "name"),
                BudgetScope.valueOf(constant(text(item, "scope"))),
                text(item, "target"),
                new BigDecimal(text(item, "amount"))
                        .movePointRight(NANO_DECIMALS)
                        .longValueExact(),
                text(item, "currency"),
                LimitPeriod.valueOf(constant(text(item, "period"))),
                text(item, "timeZone"),
                alertsAt,
                item.path("enforce").asBoolean(true),
                Optional.ofNullable(item.path("stoppedUntil").textValue()).map(Instant::parse));
    }

    private static String text(JsonNode item, String field) {
        String text = item.path(field).textValue();
        if (text == null) {
            throw new IllegalArgumentException("'" + field + "' is missing");
        }
        return text;
    }

    private static String constant(String wireName) {
        return wireName.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static JsonNode root(byte[] body) throws UnreadableBudgetsException {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UnreadableBudgetsException("the list of budgets is not JSON");
        }
    }
}
