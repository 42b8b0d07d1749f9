package io.tollgate.usage.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.budget.Budget;
import io.tollgate.catalog.budget.BudgetScope;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetPeriodTest {

    @ParameterizedTest
    @CsvSource({
        "HOUR,  UTC,           2026-11-28T10:20:30Z,     2026-11-28T10:00:00Z, 2026-11-28T11:00:00Z",
        "MONTH, UTC,           2026-11-30T23:59:59.999Z, 2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z",
        "MONTH, UTC,           2026-12-01T00:00:00Z,     2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
        "MONTH, Europe/Berlin, 2026-11-30T22:59:59.999Z, 2026-10-31T23:00:00Z, 2026-11-30T23:00:00Z",
        "MONTH, Europe/Berlin, 2026-11-30T23:00:00Z,     2026-11-30T23:00:00Z, 2026-12-31T23:00:00Z",
        "WEEK,  UTC,           2026-11-29T23:59:59Z,     2026-11-23T00:00:00Z, 2026-11-30T00:00:00Z",
        "YEAR,  UTC,           2028-02-29T00:00:00Z,     2028-01-01T00:00:00Z, 2029-01-01T00:00:00Z",
    })
    void shouldBeTheCalendars(LimitPeriod kind, String zone, Instant now, Instant from, Instant to) {
        assertThat(period(kind, zone, now)).isEqualTo(new BudgetPeriod(from, to));
    }

    @ParameterizedTest
    @CsvSource({
        "DAY,  Asia/Kolkata, 2026-11-28T17:59:59Z, 2026-11-27T18:00:00Z, 2026-11-28T18:00:00Z",
        "DAY,  Asia/Kolkata, 2026-11-28T18:00:00Z, 2026-11-28T18:00:00Z, 2026-11-29T18:00:00Z",
        "DAY,  Asia/Kolkata, 2026-11-28T18:40:00Z, 2026-11-28T18:00:00Z, 2026-11-29T18:00:00Z",
        "HOUR, Asia/Kolkata, 2026-11-28T18:20:00Z, 2026-11-28T18:00:00Z, 2026-11-28T19:00:00Z",
        "HOUR, Asia/Kolkata, 2026-11-28T18:40:00Z, 2026-11-28T18:00:00Z, 2026-11-28T19:00:00Z",
    })
    void shouldBeginAtTheFullHourBeforeWhereTheZoneIsHalfAnHourOff(
            LimitPeriod kind, String zone, Instant now, Instant from, Instant to) {
        assertThat(period(kind, zone, now)).isEqualTo(new BudgetPeriod(from, to));
    }

    private static BudgetPeriod period(LimitPeriod kind, String zone, Instant now) {
        return BudgetPeriod.of(
                new Budget("b", "n", BudgetScope.TENANT, "t", 1, "USD", kind, zone, null, true, null), now);
    }
}
