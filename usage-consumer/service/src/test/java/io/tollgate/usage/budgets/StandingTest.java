package io.tollgate.usage.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.budget.Budget;
import io.tollgate.catalog.budget.BudgetScope;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {

    private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");

    /** Five dollars in 10^-21. */
    private static final BigInteger FIVE = BigInteger.TEN.pow(21).multiply(BigInteger.valueOf(5));

    @Test
    void shouldStopAtTheAmountAndNotTheLeastBitBefore() {
        assertThat(standing(FIVE, true).stop()).contains(DECEMBER);
        assertThat(standing(FIVE, true).reached()).containsExactly(50, 80, 100);

        Standing almost = standing(FIVE.subtract(BigInteger.ONE), true);
        assertThat(almost.stop()).isEmpty();
        assertThat(almost.reached()).containsExactly(50, 80);
        assertThat(almost.percent()).isEqualByComparingTo("99.99");
        assertThat(almost.spentAmount()).isEqualByComparingTo("4.999999999999999999999");
    }

    @Test
    void shouldNotStopWhatDoesNotEnforceButTell() {
        assertThat(standing(FIVE, false).stop()).isEmpty();
        assertThat(standing(FIVE, false).reached()).containsExactly(50, 80, 100);
    }

    @Test
    void shouldTellBeyondTheAmount() {
        var budget = new Budget(
                "b", "n", BudgetScope.TENANT, "t", 1, "USD", LimitPeriod.MONTH, "UTC", List.of(100, 250), true, null);

        // Two nano-dollars and a half of one.
        var spent = new Standing(budget, new BudgetPeriod(NOVEMBER, DECEMBER), BigInteger.valueOf(2_500_000_000_000L));

        assertThat(spent.reached()).containsExactly(100, 250);
        assertThat(spent.percent()).isEqualByComparingTo("250");
    }

    @Test
    void shouldShowNothingSpentAsNothing() {
        assertThat(standing(BigInteger.ZERO, true).percent()).isEqualByComparingTo("0");
        assertThat(AlertMessage.text(standing(BigInteger.ZERO, true).spentAmount()))
                .isEqualTo("0.00");
    }

    private static Standing standing(BigInteger spent, boolean enforce) {
        return new Standing(Budgets.of("b", null, enforce), new BudgetPeriod(NOVEMBER, DECEMBER), spent);
    }
}
