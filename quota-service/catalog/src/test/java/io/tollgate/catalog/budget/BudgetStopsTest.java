package io.tollgate.catalog.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BudgetStopsTest {

    private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant JANUARY = Instant.parse("2027-01-01T00:00:00Z");
    private static final Tenant CONTOSO = new Tenant(
            "contoso",
            "Contoso",
            "cc-4711",
            true,
            Set.of(),
            Set.of(),
            List.of(),
            Optional.of("gold"),
            "UTC",
            Optional.empty());
    private static final Tenant OTHER = new Tenant("other", "Other", "contoso", true, Set.of(), List.of());

    @Test
    void shouldHoldUntilTheLastMomentOfThePeriodAndNotInTheFirstOfTheNext() {
        var stops = new BudgetStops(List.of(stop("month", BudgetScope.TENANT, "contoso", DECEMBER)));

        assertThat(stops.holding(CONTOSO, DECEMBER.minusNanos(1))).isPresent();
        assertThat(stops.holding(CONTOSO, DECEMBER)).isEmpty();
        assertThat(stops.holding(CONTOSO, DECEMBER.plusMillis(1))).isEmpty();
    }

    @Test
    void shouldFindTenantProductAndCostCentre() {
        for (BudgetStop stop : List.of(
                stop("t", BudgetScope.TENANT, "contoso", DECEMBER),
                stop("p", BudgetScope.PRODUCT, "gold", DECEMBER),
                stop("c", BudgetScope.COST_CENTRE, "cc-4711", DECEMBER))) {
            var stops = new BudgetStops(List.of(stop));

            assertThat(stops.holding(CONTOSO, DECEMBER.minusMillis(1))).contains(stop);
            assertThat(stops.holding(OTHER, DECEMBER.minusMillis(1))).isEmpty();
        }
    }

    @Test
    void shouldNameTheOneThatHoldsLongest() {
        BudgetStop month = stop("month", BudgetScope.TENANT, "contoso", DECEMBER);
        BudgetStop year = stop("year", BudgetScope.PRODUCT, "gold", JANUARY);
        var stops = new BudgetStops(List.of(month, year));

        assertThat(stops.holding(CONTOSO, DECEMBER.minusMillis(1))).contains(year);
        assertThat(new BudgetStops(List.of()).holding(CONTOSO, DECEMBER)).isEmpty();
    }

    @Test
    void shouldRoundTheTimeThatIsLeftUp() {
        BudgetStop stop = stop("month", BudgetScope.TENANT, "contoso", DECEMBER);

        assertThat(stop.millisLeft(DECEMBER.minusNanos(1))).isEqualTo(1);
        assertThat(stop.millisLeft(DECEMBER.minusSeconds(2))).isEqualTo(2_000);
        assertThat(stop.name()).isEqualTo("tenant:budget:month");
    }

    private static BudgetStop stop(String budget, BudgetScope scope, String target, Instant until) {
        return new BudgetStop(budget, scope, target, until);
    }
}
