package io.tollgate.usage.budgets;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tollgate.catalog.budget.Budget;
import io.tollgate.usage.alerts.Alert;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How a budget stands, as it is shown.
 *
 * @param amount a decimal, as are {@code spent} and {@code percent}
 * @param percent cut to two decimals
 * @param stopped whether callers are refused
 * @param alerts the percentages that were reached in the period
 */
@Schema(name = "BudgetStanding")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BudgetDocument(
        String id,
        String name,
        String scope,
        String target,
        Period period,
        String currency,
        String amount,
        String spent,
        String percent,
        boolean stopped,
        List<Reached> alerts) {

    /**
     * The period that is running.
     *
     * @param kind how long
     */
    @Schema(name = "BudgetPeriod")
    public record Period(String kind, String from, String to) {}

    /**
     * A percentage that was reached.
     *
     * @param at when it was noticed
     */
    @Schema(name = "BudgetReached")
    public record Reached(int percent, String at) {}

    static BudgetDocument of(Standing standing, List<Alert> alerts, Instant now) {
        Budget budget = standing.budget();
        return new BudgetDocument(
                budget.id(),
                budget.name(),
                budget.scope().wireName(),
                budget.target(),
                new Period(
                        budget.period().wireName(),
                        standing.period().from().toString(),
                        standing.period().to().toString()),
                budget.currency(),
                AlertMessage.text(standing.amount()),
                AlertMessage.text(standing.spentAmount()),
                standing.percent().toPlainString(),
                budget.stop().filter(now::isBefore).isPresent(),
                alerts.stream()
                        .map(alert ->
                                new Reached(alert.percent(), alert.reachedAt().toString()))
                        .toList());
    }
}
