package io.tollgate.quota.budgets;

import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.budget.Budget;
import io.tollgate.catalog.budget.BudgetScope;
import io.tollgate.quota.crud.Amount;
import io.tollgate.quota.crud.Choices;
import io.tollgate.quota.crud.Fields;
import io.tollgate.quota.crud.ResourceDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A budget as administrators write and read it.
 *
 * @param amount a decimal, exact to nine places
 * @param timeZone UTC when absent
 * @param alertsAt 50, 80 and 100 when absent; none when empty
 * @param enforce true when absent
 * @param stoppedUntil only ever shown: the stop that was set last, which may be over
 */
@Schema(name = "Budget", description = "What a tenant, a product or a cost centre may spend in each calendar period")
public record BudgetDocument(
        String id,
        @Schema(required = true) String name,

        @Schema(
                required = true,
                enumeration = {"tenant", "product", "cost-centre"})
        String scope,

        @Schema(required = true, description = "The tenant's or product's id, or the cost centre")
        String target,

        @Schema(required = true, examples = "5.00", description = "Per period")
        String amount,

        @Schema(required = true, examples = "USD") String currency,

        @Schema(
                required = true,
                enumeration = {"hour", "day", "week", "month", "year"})
        String period,

        @Schema(defaultValue = "UTC", examples = "Europe/Berlin", description = "In which periods begin and end")
        String timeZone,

        @Schema(defaultValue = "[50,80,100]", description = "Percentages of the amount, rising")
        List<Integer> alertsAt,

        @Schema(defaultValue = "true", description = "Whether callers are refused once it is spent")
        Boolean enforce,

        @Schema(readOnly = true, description = "When it was last found spent: until when callers are refused")
        String stoppedUntil)
        implements ResourceDocument<Budget, BudgetDocument> {

    public static BudgetDocument of(Budget budget) {
        return new BudgetDocument(
                budget.id(),
                budget.name(),
                budget.scope().wireName(),
                budget.target(),
                Amount.text(budget.amountNanos()),
                budget.currency(),
                budget.period().wireName(),
                budget.timeZone(),
                budget.alertsAt(),
                budget.enforce(),
                budget.stop().map(Instant::toString).orElse(null));
    }

    /** As in the catalog's document, which says nothing of what has been spent. */
    public static BudgetDocument configured(Budget budget) {
        return of(budget.withStop(Optional.empty()));
    }

    @Override
    public String identifier() {
        return id;
    }

    @Override
    public BudgetDocument identifiedBy(String other) {
        return new BudgetDocument(
                other, name, scope, target, amount, currency, period, timeZone, alertsAt, enforce, stoppedUntil);
    }

    @Override
    public Budget toRecord() {
        return new Budget(
                id,
                name,
                Choices.read(scope, "scope", BudgetScope.values(), BudgetScope::wireName),
                target,
                Amount.nanos(amount, "amount"),
                currency,
                Choices.read(period, "period", LimitPeriod.values(), LimitPeriod::wireName),
                timeZone,
                alertsAt,
                Fields.orElse(enforce, true),
                Optional.empty());
    }
}
