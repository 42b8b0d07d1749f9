package io.tollgate.usage.budgets;

import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.budget.Budget;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * One period of a budget, in full hours of UTC, as sums are. In time zones that are not full hours away from UTC it begins
 * and ends at the full hour before the calendar does.
 *
 * @param from its first instant
 * @param to the first instant of the next
 */
record BudgetPeriod(Instant from, Instant to) {

    /** The budget's period that {@code now} lies in. */
    static BudgetPeriod of(Budget budget, Instant now) {
        LimitPeriod period = budget.period();
        ZoneId zone = ZoneId.of(budget.timeZone());
        Instant start = period.startOf(now, zone);
        Instant end = period.endAfter(now, zone);
        return now.isBefore(hour(end))
                ? new BudgetPeriod(hour(start), hour(end))
                : new BudgetPeriod(hour(end), hour(period.endAfter(end, zone)));
    }

    private static Instant hour(Instant instant) {
        return instant.truncatedTo(ChronoUnit.HOURS);
    }
}
