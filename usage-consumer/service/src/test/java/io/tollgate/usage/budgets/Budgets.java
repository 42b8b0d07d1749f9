package io.tollgate.usage.budgets;

import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.budget.Budget;
import io.tollgate.catalog.budget.BudgetScope;
import java.util.List;
import java.util.Optional;

/** Budgets for tests: five dollars a month for tenant {@code t}. */
final class Budgets {

    private Budgets() {}

    static Budget of(String id, List<Integer> alertsAt, boolean enforce) {
        return new Budget(
                id,
                "n",
                BudgetScope.TENANT,
                "t",
                5_000_000_000L,
                "USD",
                LimitPeriod.MONTH,
                "UTC",
                alertsAt,
                enforce,
                Optional.empty());
    }
}
