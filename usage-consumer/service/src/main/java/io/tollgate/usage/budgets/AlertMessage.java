package io.tollgate.usage.budgets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.catalog.budget.Budget;
import io.tollgate.usage.alerts.Alert;
import java.math.BigDecimal;
import java.time.Instant;

/** What is said when a budget has reached a percentage. */
final class AlertMessage {

    private AlertMessage() {}

    static Alert of(Standing standing, int percent, Instant now) {
        Budget budget = standing.budget();
        BudgetPeriod period = standing.period();
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("schemaVersion", 1)
                .put("id", Alert.id(budget.id(), budget.period(), period.from(), percent))
                .put("budget", budget.id())
                .put("name", budget.name())
                .put("scope", budget.scope().wireName())
                .put("target", budget.target());
        message.putObject("period")
                .put("kind", budget.period().wireName())
                .put("from", period.from().toString())
                .put("to", period.to().toString());
        message.put("currency", budget.currency())
                .put("amount", text(standing.amount()))
                .put("spent", text(standing.spentAmount()))
                .put("percent", percent)
                .put("reachedAt", now.toString())
                .put("stops", budget.enforce() && standing.stop().isPresent());
        return new Alert(budget.id(), budget.period(), period.from(), percent, now, message.toString());
    }

    /** Every digit, and at least two decimals. */
    static String text(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.setScale(Math.max(2, stripped.scale())).toPlainString();
    }
}
