package io.tollgate.usage.budgets;

import io.tollgate.catalog.budget.Budget;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a budget stands.
 *
 * @param period the one that was judged
 * @param spent in it, in 10<sup>-21</sup> of the currency
 */
record Standing(Budget budget, BudgetPeriod period, BigInteger spent) {

    private static final int SPENT_DECIMALS = 21;
    private static final int NANO_DECIMALS = 9;
    private static final int PERCENT_DECIMALS = 2;

    /** The percentages at which somebody wants to be told and that are reached. */
    List<Integer> reached() {
        return budget.alertsAt().stream().filter(this::hasReached).toList();
    }

    /** Until when callers are to be refused; empty when they are to be served. */
    Optional<Instant> stop() {
        return budget.enforce() && hasReached(100) ? Optional.of(period.to()) : Optional.empty();
    }

    /** The budget's amount. */
    BigDecimal amount() {
        return BigDecimal.valueOf(budget.amountNanos(), NANO_DECIMALS);
    }

    /** What was spent, every digit of it. */
    BigDecimal spentAmount() {
        return new BigDecimal(spent, SPENT_DECIMALS);
    }

    /** What was spent in hundredths of the amount, cut to two decimals: 99.999 % is not all of it. */
    BigDecimal percent() {
        return spentAmount().movePointRight(2).divide(amount(), PERCENT_DECIMALS, RoundingMode.DOWN);
    }

    private boolean hasReached(int percent) {
        BigDecimal threshold = amount().multiply(BigDecimal.valueOf(percent, 2));
        return spentAmount().compareTo(threshold) >= 0;
    }
}
