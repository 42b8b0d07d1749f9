package io.tollgate.usage.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.budget.Budget;
import io.tollgate.catalog.budget.BudgetScope;
import io.tollgate.usage.store.Schema;
import io.tollgate.usage.support.Spent;
import io.tollgate.usage.support.UsageServers;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The figures are worked out by hand; the clock is set. */
@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class SpendingIT {

    private static final Instant LAST_OF_MAY = Instant.parse("2026-05-31T23:59:59.999Z");
    private static final Instant FIRST_OF_JUNE = Instant.parse("2026-06-01T00:00:00.000Z");

    @Inject
    DataSource source;

    @Inject
    Schema schema;

    private final Spending spending = new Spending();
    private Spent spent;

    @BeforeEach
    void newTenant() {
        schema.migrate();
        spent = new Spent(source);
    }

    @Test
    void shouldAddUpEveryKindOfTokenAndCallsAndTakeTheDiscountOff() throws SQLException {
        long card = spent.card(
                "USD",
                new long[] {
                    1_000_000_000L,
                    2_000_000_000L,
                    3_000_000_000L,
                    4_000_000_000L,
                    5_000_000_000L,
                    6_000_000_000L,
                    7_000_000_000L
                },
                1_000_000,
                250_000);
        // 1000 calls at 0.001, then a million of each: 1 + 2 + 5 + 7 + 3 + 4 + 6 = 28; 29 less a quarter is 21.75.
        spent.rolledUp(
                LAST_OF_MAY,
                spent.series(),
                card,
                1_000,
                1_000_000,
                1_000_000,
                1_000_000,
                1_000_000,
                1_000_000,
                1_000_000,
                1_000_000);

        assertThat(amount(BudgetScope.TENANT, spent.tenant(), "USD", LAST_OF_MAY))
                .isEqualTo("21.75");
    }

    @Test
    void shouldBeginAnewWithTheFirstMillisecondOfTheMonth() throws SQLException {
        long card = spent.inputCard("USD", 5, 0);
        spent.rolledUp(LAST_OF_MAY, spent.series(), card, 1, 1_000_000);

        assertThat(amount(BudgetScope.TENANT, spent.tenant(), "USD", LAST_OF_MAY))
                .isEqualTo("5.00");
        assertThat(standing(BudgetScope.TENANT, spent.tenant(), "USD", LAST_OF_MAY)
                        .stop())
                .contains(FIRST_OF_JUNE);
        assertThat(amount(BudgetScope.TENANT, spent.tenant(), "USD", FIRST_OF_JUNE))
                .isEqualTo("0.00");
        assertThat(standing(BudgetScope.TENANT, spent.tenant(), "USD", FIRST_OF_JUNE)
                        .stop())
                .isEmpty();
    }

    @Test
    void shouldCountForTenantProductAndCostCentreAndNobodyElse() throws SQLException {
        long card = spent.inputCard("USD", 5, 0);
        spent.rolledUp(LAST_OF_MAY, spent.series(), card, 1, 200_000);
        spent.rolledUp(LAST_OF_MAY, spent.series(), card, 1, 300_000);
        spent.rolledUp(LAST_OF_MAY, new Spent(source).series(), card, 1, 900_000);

        assertThat(amount(BudgetScope.TENANT, spent.tenant(), "USD", LAST_OF_MAY))
                .isEqualTo("2.50");
        assertThat(amount(BudgetScope.PRODUCT, spent.product(), "USD", LAST_OF_MAY))
                .isEqualTo("2.50");
        assertThat(amount(BudgetScope.COST_CENTRE, spent.costCentre(), "USD", LAST_OF_MAY))
                .isEqualTo("2.50");
        assertThat(amount(BudgetScope.PRODUCT, spent.tenant(), "USD", LAST_OF_MAY))
                .isEqualTo("0.00");
    }

    @Test
    void shouldCountCorrectionsAndOtherCurrenciesApart() throws SQLException {
        long series = spent.series();
        long dear = spent.inputCard("USD", 5, 0);
        long cheap = spent.inputCard("USD", 4, 0);
        long euro = spent.inputCard("EUR", 7, 0);
        spent.rolledUp(LAST_OF_MAY, series, dear, 1, 1_000_000);
        spent.rolledUp(LAST_OF_MAY, series, euro, 1, 1_000_000);
        spent.rolledUp(LAST_OF_MAY, series, 0, 1, 1_000_000);
        spent.adjusted(LAST_OF_MAY, series, dear, -1, -1_000_000);
        spent.adjusted(LAST_OF_MAY, series, cheap, 1, 1_000_000);

        assertThat(amount(BudgetScope.TENANT, spent.tenant(), "USD", LAST_OF_MAY))
                .isEqualTo("4.00");
        assertThat(amount(BudgetScope.TENANT, spent.tenant(), "EUR", LAST_OF_MAY))
                .isEqualTo("7.00");
    }

    @Test
    void shouldAddUpHoursThatAreOverAgainWhenTheirSumIsOld() throws SQLException {
        Instant noon = Instant.parse("2026-05-31T12:30:00Z");
        long card = spent.inputCard("USD", 5, 0);
        long series = spent.series();
        spent.rolledUp(noon.minusSeconds(7_200), series, card, 1, 1_000_000);
        spent.rolledUp(noon, series, card, 1, 1_000_000);
        assertThat(amount(BudgetScope.TENANT, spent.tenant(), "USD", noon)).isEqualTo("10.00");

        spent.rolledUp(noon, spent.series(), card, 1, 1_000_000);
        spent.rolledUp(noon.minusSeconds(3_600), series, card, 1, 1_000_000);
        spent.adjusted(noon.minusSeconds(7_200), series, card, -1, -1_000_000);

        assertThat(amount(BudgetScope.TENANT, spent.tenant(), "USD", noon)).isEqualTo("20.00");
        try (Connection connection = source.getConnection()) {
            Budget budget = budget(BudgetScope.TENANT, spent.tenant(), "USD");
            spending.renewOldest(connection, List.of(budget), noon.plusSeconds(30));
            assertThat(amount(BudgetScope.TENANT, spent.tenant(), "USD", noon.plusSeconds(30)))
                    .isEqualTo("20.00");
            spending.renewOldest(connection, List.of(budget), noon.plusSeconds(61));
        }
        assertThat(amount(BudgetScope.TENANT, spent.tenant(), "USD", noon.plusSeconds(61)))
                .isEqualTo("15.00");
    }

    @Test
    void shouldForgetSumsThatAreNoLongerWantedOrCouldNotBeAddedUpAnew() throws SQLException {
        Instant noon = Instant.parse("2026-05-31T12:30:00Z");
        long card = spent.inputCard("USD", 5, 0);
        long series = spent.series();
        Budget budget = budget(BudgetScope.TENANT, spent.tenant(), "USD");
        assertThat(amount(BudgetScope.TENANT, spent.tenant(), "USD", noon)).isEqualTo("0.00");
        spent.rolledUp(noon.minusSeconds(86_400), series, card, 1, 1_000_000);
        assertThat(amount(BudgetScope.TENANT, spent.tenant(), "USD", noon)).isEqualTo("0.00");

        spending.keepOnly(List.of(budget), noon);
        assertThat(amount(BudgetScope.TENANT, spent.tenant(), "USD", noon)).isEqualTo("0.00");
        spending.keepOnly(List.of(), noon);
        assertThat(amount(BudgetScope.TENANT, spent.tenant(), "USD", noon)).isEqualTo("5.00");

        spent.rolledUp(noon.minusSeconds(90_000), series, card, 1, 1_000_000);
        Instant later = noon.plusSeconds(61);
        Connection closed = source.getConnection();
        closed.close();
        assertThatThrownBy(() -> spending.renewOldest(closed, List.of(budget), later))
                .isInstanceOf(SQLException.class);
        assertThat(amount(BudgetScope.TENANT, spent.tenant(), "USD", later)).isEqualTo("10.00");
    }

    @Test
    void shouldAddUpEverythingAnewAfterFiveMinutes() throws SQLException {
        Instant noon = Instant.parse("2026-05-31T12:30:00Z");
        long card = spent.inputCard("USD", 5, 0);
        assertThat(amount(BudgetScope.TENANT, spent.tenant(), "USD", noon)).isEqualTo("0.00");
        spent.rolledUp(noon.minusSeconds(86_400), spent.series(), card, 1, 1_000_000);

        assertThat(amount(BudgetScope.TENANT, spent.tenant(), "USD", noon.plusSeconds(301)))
                .isEqualTo("5.00");
    }

    private String amount(BudgetScope scope, String target, String currency, Instant now) throws SQLException {
        return AlertMessage.text(standing(scope, target, currency, now).spentAmount());
    }

    private Standing standing(BudgetScope scope, String target, String currency, Instant now) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return spending.of(connection, budget(scope, target, currency), now);
        }
    }

    private static Budget budget(BudgetScope scope, String target, String currency) {
        return new Budget(
                "b", "n", scope, target, 5_000_000_000L, currency, LimitPeriod.MONTH, "UTC", null, true, null);
    }
}
