package io.tollgate.catalog.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Price;
import io.tollgate.catalog.pricing.PriceList.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PriceListTest {

    private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Priced PRICED = new Priced("gpt-4o", "payg-1", "westeurope", "contoso");

    @Test
    void shouldTakeTheMostParticularScope() {
        List<Price> worstFirst = List.of(
                card("model", null, null, null),
                card("region", null, "westeurope", null),
                card("deployment", "payg-1", null, null),
                card("tenant", null, null, "contoso"),
                card("tenant-region", null, "westeurope", "contoso"),
                card("tenant-deployment", "payg-1", null, "contoso"));

        for (int known = 1; known <= worstFirst.size(); known++) {
            List<Price> cards = new ArrayList<>(worstFirst.subList(0, known));
            Collections.shuffle(cards, new Random(known));
            assertThat(new PriceList(cards).find(PRICED, MARCH)).contains(worstFirst.get(known - 1));
        }
    }

    @Test
    void shouldNotLetATenantPayByTheTokenForWhatIsPaidByTheHour() {
        Price byTheHour = byTheHour("hours", JANUARY, OptionalLong.of(1));
        Price tenants = card("tenant", null, null, "contoso");
        Price tenantsThere = card("tenant-deployment", "payg-1", null, "contoso");
        Price noLonger = byTheHour("no-longer", MARCH, OptionalLong.empty());

        assertThat(new PriceList(List.of(tenants, byTheHour)).find(PRICED, MARCH))
                .contains(byTheHour);
        assertThat(new PriceList(List.of(tenants, byTheHour, tenantsThere)).find(PRICED, MARCH))
                .contains(tenantsThere);
        var ended = new PriceList(List.of(tenants, byTheHour, noLonger));
        assertThat(ended.find(PRICED, MARCH.minusNanos(1))).contains(byTheHour);
        assertThat(ended.find(PRICED, MARCH)).contains(tenants);
        assertThat(ended.periods(PRICED)).containsExactly(new Period(JANUARY, byTheHour), new Period(MARCH, tenants));
    }

    @Test
    void shouldTakeNoCardOfAnotherScope() {
        var prices = new PriceList(List.of(
                card("a", "payg-2", null, null),
                card("b", null, "swedencentral", null),
                card("c", null, null, "fabrikam"),
                card("d", "payg-1", null, "fabrikam")));

        assertThat(prices.find(PRICED, MARCH)).isEmpty();
        assertThat(prices.find(new Priced("gpt-5", "payg-2", "", ""), MARCH)).isEmpty();
        assertThat(prices.find(new Priced("gpt-4o", "payg-2", "", ""), MARCH)).isPresent();
    }

    @Test
    void shouldTakeTheLatestThatIsInForceToTheMicrosecond() {
        Price before = card("before", JANUARY);
        Price after = card("after", MARCH);
        var prices = new PriceList(List.of(after, before));

        assertThat(prices.find(PRICED, MARCH.minusNanos(1))).contains(before);
        assertThat(prices.find(PRICED, MARCH)).contains(after);
        assertThat(prices.find(PRICED, JANUARY.minusNanos(1_000))).isEmpty();
    }

    @Test
    void shouldPreferAnEarlierCardOfAMoreParticularScope() {
        Price own = card("own", "payg-1", null, null);
        Price later = card("later", MARCH);

        assertThat(new PriceList(List.of(later, own)).find(PRICED, MARCH)).contains(own);
    }

    @Test
    void shouldSayWhichCardAppliesWhen() {
        Price general = card("general", JANUARY.minusSeconds(60));
        Price own = card("own", "payg-1", null, null);
        Price neverSeen = card("never-seen", MARCH);
        var prices = new PriceList(List.of(neverSeen, own, general));

        assertThat(prices.periods(PRICED))
                .containsExactly(new Period(JANUARY.minusSeconds(60), general), new Period(JANUARY, own));
        assertThat(prices.periods(new Priced("gpt-5", "", "", ""))).isEmpty();
    }

    private static Price card(String id, Instant from) {
        return new Price(id, "gpt-4o", Optional.empty(), from, "USD", 1, 1, 1);
    }

    private static Price byTheHour(String id, Instant from, OptionalLong perHourNanos) {
        return new Price(
                id,
                "gpt-4o",
                Optional.of("payg-1"),
                from,
                "USD",
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                null,
                0,
                perHourNanos,
                0);
    }

    private static Price card(String id, String deployment, String region, String tenant) {
        return new Price(
                id,
                "gpt-4o",
                Optional.ofNullable(deployment),
                JANUARY,
                "USD",
                1,
                1,
                1,
                Optional.ofNullable(region),
                Optional.ofNullable(tenant),
                null,
                0,
                OptionalLong.empty(),
                0);
    }
}
