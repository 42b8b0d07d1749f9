package io.tollgate.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.budget.Budget;
import io.tollgate.catalog.budget.BudgetScope;
import io.tollgate.gateway.support.Callers;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What admission asks, with a clock that is set. */
class SpentBudgetTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private Instant now = Instant.parse("2026-11-28T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final LiveCatalog catalog = new LiveCatalog();

    @Test
    void shouldServeAgainInTheFirstMillisecondOfTheNewMonthThoughNobodyTellsTheNode() {
        Instant until = LimitPeriod.MONTH.endAfter(now, BERLIN);
        catalog.apply(spent(until));
        assertThat(refused()).isTrue();

        now = Instant.parse("2026-11-30T22:59:59.999Z");
        assertThat(refused()).isTrue();

        now = Instant.parse("2026-11-30T23:00:00.000Z");
        assertThat(refused()).isFalse();
    }

    @Test
    void shouldServeAgainWhenTheStopIsWithdrawn() {
        catalog.apply(spent(LimitPeriod.MONTH.endAfter(now, BERLIN)));
        assertThat(refused()).isTrue();

        catalog.apply(new CatalogSnapshot(2, List.of(), List.of()));

        assertThat(refused()).isFalse();
    }

    private boolean refused() {
        return catalog.current()
                .spentBudget(Callers.unlimited().tenant(), clock.instant())
                .isPresent();
    }

    private static CatalogSnapshot spent(Instant until) {
        var budget = new Budget(
                "monthly",
                "Acme's month",
                BudgetScope.TENANT,
                "acme",
                5_000_000_000L,
                "USD",
                LimitPeriod.MONTH,
                "Europe/Berlin",
                null,
                true,
                Optional.of(until));
        return new CatalogSnapshot(1, List.of(), List.of())
                .withStops(List.of(budget.asStop().orElseThrow()));
    }
}
