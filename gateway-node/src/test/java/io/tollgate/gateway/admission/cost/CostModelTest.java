package io.tollgate.gateway.admission.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Price;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.Handling;
import io.tollgate.catalog.pricing.Billable;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.ledger.PeriodQuota;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The figures are worked out by hand. */
class CostModelTest {

    private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");

    private static final Deployment PAYG = deployment("payg-1");
    private static final Deployment OTHER = deployment("payg-2");
    private static final Route ROUTE =
            new Route("gpt-4o", Set.of(), Set.of(), 16_384, List.of(new Tier(List.of("payg-1", "payg-2"))));

    /** 2.50, 1.25 and 10.00 a million. */
    private static final Price USUAL = price("usual", null, JANUARY, 2_500_000_000L, 1_250_000_000L, 10_000_000_000L);

    private final CostModel costs = new CostModel();

    @Test
    void shouldPriceEachKindOfTokenAtItsRate() {
        // 900 at 2,500 nanos, 100 at 1,250 and 50 at 10,000.
        assertThat(costs.of(catalog(USUAL), PAYG, "contoso", MARCH, Billable.of(1_000, 100, 50, 0)))
                .isEqualTo(2_250_000 + 125_000 + 500_000);
    }

    @Test
    void shouldRoundTheSumOnceAndHalfUp() {
        // 0.0000005 a million: 500 nanos for a million tokens of each kind.
        Price tiny = price("tiny", null, JANUARY, 500, 500, 500);

        // 400 + 400 + 200 tokens of 0.0005 nanos each are 0.5: one nano, where three roundings would say none.
        assertThat(costs.of(catalog(tiny), PAYG, "contoso", MARCH, Billable.of(800, 400, 200, 0)))
                .isEqualTo(1);
        assertThat(costs.of(catalog(tiny), PAYG, "contoso", MARCH, Billable.of(799, 400, 200, 0)))
                .isZero();
    }

    @Test
    void shouldTakeTheLatestLineThatIsInForce() {
        Price cheaper = price("cheaper", null, MARCH, 1_000_000_000L, 0, 1_000_000_000L);
        CatalogIndex catalog = catalog(cheaper, USUAL);

        assertThat(costs.of(catalog, PAYG, "contoso", MARCH.minusNanos(1), Billable.of(1, 0, 0, 0)))
                .isEqualTo(2_500);
        assertThat(costs.of(catalog, PAYG, "contoso", MARCH, Billable.of(1, 0, 0, 0)))
                .isEqualTo(1_000);
    }

    @Test
    void shouldPreferALineForTheDeployment() {
        Price own = price("own", "payg-1", JANUARY, 7_000_000_000L, 0, 0);
        Price later = price("later", null, MARCH, 1_000_000_000L, 0, 0);
        CatalogIndex catalog = catalog(own, later);

        assertThat(costs.of(catalog, PAYG, "contoso", MARCH, Billable.of(1, 0, 0, 0)))
                .isEqualTo(7_000);
        assertThat(costs.of(catalog, OTHER, "contoso", MARCH, Billable.of(1, 0, 0, 0)))
                .isEqualTo(1_000);
    }

    private static Price own() {
        return new Price(
                "own",
                "gpt-4o",
                Optional.empty(),
                JANUARY,
                "USD",
                2_500_000_000L,
                1_250_000_000L,
                10_000_000_000L,
                Optional.empty(),
                Optional.of("contoso"),
                new Price.SpecialRates(20_000_000_000L, 0, 0, 0),
                1_000_000,
                OptionalLong.empty(),
                100_000);
    }

    @Test
    void shouldTakeTheTenantsOwnCardAndItsDiscount() {
        Price own = own();

        // A call at 1,000,000 nanos, 100 tokens at 2,500, 30 at 10,000 and 20 of reasoning at 20,000: 1,950,000, less
        // 10 %.
        Billable used = Billable.of(100, 0, 50, 20);
        assertThat(costs.of(catalog(USUAL, own), PAYG, "contoso", MARCH, used)).isEqualTo(1_755_000);
        assertThat(costs.of(catalog(USUAL, own), PAYG, "fabrikam", MARCH, used)).isEqualTo(250_000 + 500_000);
    }

    @Test
    void shouldExpectTheDearestDeploymentOfTheRoute() {
        Price dear = price("dear", "payg-2", JANUARY, 3_000_000_000L, 0, 30_000_000_000L);

        assertThat(costs.dearest(catalog(USUAL, dear), ROUTE, "contoso", MARCH, Billable.of(10, 0, 2, 0)))
                .isEqualTo(10 * 3_000 + 2 * 30_000);
    }

    @Test
    void shouldExpectThatTheModelReasonsWhereThatIsDearer() {
        // A call at 1,000,000 nanos, 10 tokens at 2,500 and 2 at 20,000, less 10 %.
        assertThat(costs.dearest(catalog(USUAL, own()), ROUTE, "contoso", MARCH, Billable.of(10, 0, 2, 0)))
                .isEqualTo((1_000_000 + 10 * 2_500 + 2 * 20_000) * 9 / 10);
    }

    @Test
    void shouldCountWhatHasNoPrice() {
        Price notYet = price("later", null, MARCH, 1_000_000_000L, 0, 0);

        assertThat(costs.of(catalog(notYet), PAYG, "contoso", JANUARY, Billable.of(1_000, 0, 1_000, 0)))
                .isZero();
        assertThat(costs.dearest(catalog(notYet), ROUTE, "contoso", JANUARY, Billable.of(1_000, 0, 1_000, 0)))
                .isZero();

        assertThat(costs.unpriced()).isEqualTo(1);
    }

    @Test
    void shouldNotOverflow() {
        Price absurd = price("absurd", null, JANUARY, 1_000_000_000_000_000L, 0, 1_000_000_000_000_000L);

        assertThat(costs.of(catalog(absurd), PAYG, "contoso", MARCH, Billable.of(Long.MAX_VALUE, 0, Long.MAX_VALUE, 0)))
                .isEqualTo(PeriodQuota.MOST);
    }

    private static CatalogIndex catalog(Price... prices) {
        return new CatalogIndex(
                new CatalogSnapshot(1, List.of(PAYG, OTHER), List.of(ROUTE), List.of(), List.of(), List.of(prices)));
    }

    private static Price price(String id, String deployment, Instant from, long input, long cached, long output) {
        return new Price(id, "gpt-4o", Optional.ofNullable(deployment), from, "USD", input, cached, output);
    }

    private static Deployment deployment(String id) {
        return new Deployment(
                id,
                URI.create("http://localhost:1"),
                BackendApi.AZURE_V1,
                Optional.empty(),
                "gpt-4o",
                "gpt-4o",
                CapacityType.PAYG,
                "local",
                "env:KEY",
                true,
                Optional.empty(),
                Handling.DEFAULT);
    }
}
