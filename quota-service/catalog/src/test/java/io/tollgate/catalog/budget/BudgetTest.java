package io.tollgate.catalog.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.rules.InvalidCatalogException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {

    private static final Optional<Instant> DECEMBER = Optional.of(Instant.parse("2026-12-01T00:00:00Z"));
    private static final Budget FIVE_DOLLARS = budget(BudgetScope.TENANT, "contoso", null, true);

    @Test
    void shouldAlertAtTheUsualPercentagesInUtcUnlessItSaysOtherwise() {
        assertThat(FIVE_DOLLARS.alertsAt()).containsExactly(50, 80, 100);
        assertThat(FIVE_DOLLARS.timeZone()).isEqualTo("UTC");
        assertThat(FIVE_DOLLARS.asStop()).isEmpty();
    }

    @Test
    void shouldTellNodesOfAStop() {
        assertThat(FIVE_DOLLARS.withStop(DECEMBER).asStop())
                .contains(new BudgetStop("b", BudgetScope.TENANT, "contoso", DECEMBER.get()));
    }

    @Test
    void shouldStopNobodyWhenItDoesNotEnforce() {
        assertThat(budget(BudgetScope.TENANT, "contoso", null, false)
                        .withStop(DECEMBER)
                        .asStop())
                .isEmpty();
    }

    @Test
    void shouldKeepAStopForAnotherAmountButNotForAnotherSpending() {
        Budget stopped = FIVE_DOLLARS.withStop(DECEMBER);
        Budget raised = new Budget(
                "b", "n", BudgetScope.TENANT, "contoso", 9, "USD", LimitPeriod.MONTH, null, null, true, null);
        Budget weekly =
                new Budget("b", "n", BudgetScope.TENANT, "contoso", 9, "USD", LimitPeriod.WEEK, null, null, true, null);

        assertThat(raised.withStopOf(stopped).stop()).isEqualTo(DECEMBER);
        assertThat(weekly.withStopOf(stopped).stop()).isEmpty();
        assertThat(budget(BudgetScope.TENANT, "fabrikam", null, true)
                        .withStopOf(stopped)
                        .stop())
                .isEmpty();
        assertThat(budget(BudgetScope.PRODUCT, "contoso", null, true)
                        .withStopOf(stopped)
                        .stop())
                .isEmpty();
    }

    @Test
    void shouldTakeACostCentreAsItIsAndNothingElse() {
        assertThat(budget(BudgetScope.COST_CENTRE, "Forschung / 4711", null, true)
                        .target())
                .isEqualTo("Forschung / 4711");
        assertThatThrownBy(() -> budget(BudgetScope.PRODUCT, "Forschung / 4711", null, true))
                .isInstanceOf(InvalidCatalogException.class)
                .hasMessageStartingWith("'target' must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80;50", "50;50", "0", "1001", "-1"})
    void shouldRefuseAlertsThatDoNotRise(String percentages) {
        List<Integer> alerts =
                Arrays.stream(percentages.split(";")).map(Integer::valueOf).toList();

        assertThatThrownBy(() -> budget(BudgetScope.TENANT, "contoso", alerts, true))
                .hasMessage("'alertsAt' must be rising percentages from 1 to 1000");
    }

    @Test
    void shouldRefuseAnAmountOfNothing() {
        assertThatThrownBy(() -> new Budget(
                        "b", "n", BudgetScope.TENANT, "t", 0, "USD", LimitPeriod.MONTH, null, null, true, null))
                .hasMessage("'amount' must be more than 0");
    }

    private static Budget budget(BudgetScope scope, String target, List<Integer> alertsAt, boolean enforce) {
        return new Budget(
                "b", "n", scope, target, 5_000_000_000L, "USD", LimitPeriod.MONTH, null, alertsAt, enforce, null);
    }
}
