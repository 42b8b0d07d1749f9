package io.tollgate.usage.budgets;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.budget.Budget;
import io.tollgate.catalog.budget.BudgetScope;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a budget as the quota service writes it. */
final class BudgetReader {

    private static final int NANO_DECIMALS = 9;

    private BudgetReader() {}

    static Budget read(JsonNode item) {
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
}
