package io.tollgate.gateway.routing.choice;

import static io.tollgate.gateway.routing.RoutingCatalog.deployment;
import static io.tollgate.gateway.routing.RoutingCatalog.priced;
import static io.tollgate.gateway.routing.RoutingCatalog.route;
import static io.tollgate.gateway.routing.RoutingCatalog.snapshot;
import static io.tollgate.gateway.routing.RoutingCatalog.tier;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Price;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.routing.Strategy;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.routing.latency.Estimate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StrategiesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final Seen seen = new Seen();
    private final Choosers choosers = new Choosers(seen, InstantSource.fixed(NOW), new Random(7));

    @Test
    void shouldTakeTurns() {
        assertThat(choices(tier(Strategy.ROUND_ROBIN, "a", "b", "c"), 6)).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void shouldSpreadEvenlyOverThoseThatAreThere() {
        Tier tier = tier(Strategy.ROUND_ROBIN, "a", "b", "c");
        Chooser chooser = choosers.of("gpt-4o", 0, tier);
        choices(tier, 7);

        var served = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            served.add(chooser.first(choice(tier, "a", "c")).id());
        }

        assertThat(Collections.frequency(served, "a")).isBetween(49, 51);
    }

    @Test
    void shouldFollowWeightsInEveryRoundAndInterleaveThem() {
        Tier tier = new Tier(List.of("a", "b", "c"), Strategy.WEIGHTED, Map.of("a", 5), Set.of());

        assertThat(choices(tier, 7)).containsExactly("a", "a", "b", "a", "c", "a", "a");
    }

    @Test
    void shouldKeepProportionsOverShortRuns() {
        Tier tier = new Tier(List.of("a", "b"), Strategy.WEIGHTED, Map.of("a", 2), Set.of());
        List<String> served = choices(tier, 600);

        assertThat(Collections.frequency(served, "a")).isEqualTo(400);
        for (int from = 0; from + 30 <= 600; from++) {
            assertThat(Collections.frequency(served.subList(from, from + 30), "a"))
                    .isEqualTo(20);
        }
    }

    @Test
    void shouldNotTakeATurnForASecondAttempt() {
        Tier tier = tier(Strategy.ROUND_ROBIN, "a", "b", "c");
        Chooser chooser = choosers.of("gpt-4o", 0, tier);

        assertThat(chooser.first(choice(tier, "a", "b", "c")).id()).isEqualTo("a");
        assertThat(chooser.then(choice(tier, "b", "c")).id()).isEqualTo("b");
        assertThat(chooser.then(choice(tier, "b", "c")).id()).isEqualTo("b");
        assertThat(chooser.first(choice(tier, "a", "b", "c")).id()).isEqualTo("b");
    }

    @Test
    void shouldChooseTheLeastBusyForItsWeight() {
        Tier tier = new Tier(List.of("a", "b"), Strategy.LEAST_BUSY, Map.of("a", 3), Set.of());
        seen.inFlight.put("a", 5);
        seen.inFlight.put("b", 2);
        assertThat(choices(tier, 2)).containsOnly("a");

        seen.inFlight.put("a", 7);
        assertThat(choices(tier, 2)).containsOnly("b");
    }

    @Test
    void shouldShareAmongThoseThatAreEquallyBusy() {
        List<String> served = choices(tier(Strategy.LEAST_BUSY, "a", "b"), 100);

        assertThat(Collections.frequency(served, "a")).isEqualTo(50);
    }

    @Test
    void shouldChooseTheOneWithTheMostRoom() {
        seen.utilisation.put("a", 0.80);
        seen.utilisation.put("b", 0.40);
        seen.utilisation.put("c", 0.41);
        seen.inFlight.put("b", 9);

        assertThat(choices(tier(Strategy.UTILISATION, "a", "b", "c"), 2))
                .as("the least busy of those that are as good as equal")
                .containsOnly("c");
    }

    @Test
    void shouldChooseTheLeastBusyWhileUtilisationIsUnknown() {
        seen.utilisation.put("a", 0.10);
        seen.inFlight.put("a", 3);

        assertThat(choices(tier(Strategy.UTILISATION, "a", "b"), 2)).containsOnly("b");
    }

    @Test
    void shouldChooseTheCheapestByTheLineThatApplies() {
        Tier tier = tier(Strategy.COST, "a", "b", "c", "unpriced");
        List<Price> prices = List.of(
                price("model", Optional.of("a"), -10, 10),
                price("b-now", Optional.of("b"), -10, 2),
                price("b-later", Optional.of("b"), 10, 1),
                price("c-before", Optional.of("c"), -20, 1),
                price("c-now", Optional.of("c"), -10, 2));
        CatalogIndex catalog = priced(route(tier), prices, "a", "b", "c", "unpriced");
        Chooser chooser = choosers.of("gpt-4o", 0, tier);
        var served = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            served.add(chooser.first(new Choice(catalog, tier, catalog.deployments()))
                    .id());
        }

        assertThat(served).containsOnly("b", "c");
        assertThat(Collections.frequency(served, "b")).isEqualTo(5);
        assertThat(chooser.then(new Choice(
                                catalog, tier, List.of(catalog.deployment("unpriced"), catalog.deployment("a"))))
                        .id())
                .isEqualTo("a");
    }

    @Test
    void shouldSendAlmostEverythingToTheMuchFasterAndATrickleToTheOther() {
        seen.estimates.put("fast", new Estimate(10_000, 0, 0, 50));
        seen.estimates.put("slow", new Estimate(100_000, 0, 0, 2));
        List<String> served = choices(tier(Strategy.LATENCY, "fast", "slow"), 10_000);

        assertThat(Collections.frequency(served, "slow")).isBetween(140, 260);
    }

    @Test
    void shouldLeaveTheSlowerAloneOnceEnoughIsKnownOfIt() {
        seen.estimates.put("fast", new Estimate(10_000, 0, 0, 50));
        seen.estimates.put("slow", new Estimate(100_000, 0, 0, 21));
        List<String> served = choices(tier(Strategy.LATENCY, "fast", "slow"), 10_000);

        assertThat(Collections.frequency(served, "slow")).isLessThan(20);
    }

    @Test
    void shouldSplitBetweenThoseThatAreAlmostEquallyFast() {
        seen.estimates.put("a", new Estimate(10_000, 0, 0, 50));
        seen.estimates.put("b", new Estimate(10_500, 0, 0, 50));
        List<String> served = choices(tier(Strategy.LATENCY, "a", "b"), 10_000);

        assertThat(Collections.frequency(served, "a")).isBetween(5_200, 5_800);
    }

    @Test
    void shouldNotStampedeTheFastestOfMany() {
        for (int i = 1; i <= 4; i++) {
            seen.estimates.put("d" + i, new Estimate(10_000 * i, 0, 0, 50));
        }
        List<String> served = choices(tier(Strategy.LATENCY, "d1", "d2", "d3", "d4"), 10_000);

        assertThat(Collections.frequency(served, "d1"))
                .as("in half of all draws of two, and slower in few of them")
                .isBetween(4_600, 5_100);
        assertThat(Collections.frequency(served, "d4")).isLessThan(900);
    }

    @Test
    void shouldTurnAwayFromOneWhoseCallsPileUpBeforeTheyAreAnswered() {
        seen.estimates.put("fast", new Estimate(10_000, 0, 0, 50));
        seen.estimates.put("slow", new Estimate(100_000, 0, 0, 50));
        seen.inFlight.put("fast", 1_000);
        List<String> served = choices(tier(Strategy.LATENCY, "fast", "slow"), 1_000);

        assertThat(Collections.frequency(served, "slow")).isGreaterThan(950);
    }

    @Test
    void shouldCompareByTheWholeAnswerWhereTokensTakeTime() {
        seen.estimates.put("quick-start", new Estimate(100_000, 50_000, 200, 50));
        seen.estimates.put("quick-tokens", new Estimate(500_000, 10_000, 200, 50));
        List<String> served = choices(tier(Strategy.LATENCY, "quick-start", "quick-tokens"), 1_000);

        assertThat(Collections.frequency(served, "quick-tokens")).isGreaterThan(970);
    }

    @Test
    void shouldLearnOfTheUnknownByATrickle() {
        seen.estimates.put("known", new Estimate(10_000, 0, 0, 50));
        List<String> served = choices(tier(Strategy.LATENCY, "known", "unknown"), 10_000);

        assertThat(Collections.frequency(served, "unknown")).isBetween(400, 600);
    }

    @Test
    void shouldTakeTurnsWhileNothingIsKnown() {
        assertThat(choices(tier(Strategy.LATENCY, "a", "b"), 4)).containsExactly("a", "b", "a", "b");
    }

    @Test
    void shouldStartSlowlyWithOneThatHasJustComeBack() {
        seen.estimates.put("back", new Estimate(10_000, 0, 0, 50));
        seen.estimates.put("other", new Estimate(100_000, 0, 0, 50));
        Tier tier = tier(Strategy.LATENCY, "back", "other");

        seen.servingMillis.put("back", 100L);
        assertThat(Collections.frequency(choices(tier, 10_000), "back")).isBetween(850, 1_150);
        seen.servingMillis.put("back", 5_000L);
        assertThat(Collections.frequency(choices(tier, 10_000), "back")).isBetween(4_700, 5_300);
        seen.servingMillis.put("back", 10_000L);
        assertThat(Collections.frequency(choices(tier, 10_000), "back")).isGreaterThan(9_900);
    }

    @Test
    void shouldTryTheFastestOfTheOthersAfterAFailure() {
        seen.estimates.put("a", new Estimate(30_000, 0, 0, 50));
        seen.estimates.put("b", new Estimate(20_000, 0, 0, 50));
        Tier tier = tier(Strategy.LATENCY, "a", "b", "unknown");

        assertThat(choosers.of("gpt-4o", 0, tier)
                        .then(choice(tier, "unknown", "a", "b"))
                        .id())
                .isEqualTo("b");
    }

    @Test
    void shouldBeginAnewWhenATierHasChanged() {
        Chooser before = choosers.of("gpt-4o", 0, tier(Strategy.ROUND_ROBIN, "a", "b"));

        assertThat(choosers.of("gpt-4o", 0, tier(Strategy.ROUND_ROBIN, "a", "b")))
                .isSameAs(before);
        assertThat(choosers.of("gpt-4o", 0, tier(Strategy.WEIGHTED, "a", "b"))).isNotSameAs(before);
    }

    private List<String> choices(Tier tier, int count) {
        Chooser chooser = choosers.of("gpt-4o", 0, tier);
        Choice all = choice(tier, tier.deployments().toArray(String[]::new));
        var chosen = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            chosen.add(chooser.first(all).id());
        }
        return chosen;
    }

    private static Choice choice(Tier tier, String... candidates) {
        String[] all = tier.deployments().toArray(String[]::new);
        List<Deployment> asked =
                Arrays.stream(candidates).map(id -> deployment(id)).toList();
        return new Choice(new CatalogIndex(snapshot(route(tier), all)), tier, asked);
    }

    private static Price price(String id, Optional<String> deployment, long fromSeconds, long nanos) {
        return new Price(id, "gpt-4o", deployment, NOW.plusSeconds(fromSeconds), "USD", nanos, nanos, nanos);
    }

    private static final class Seen implements Sight {
        private final Map<String, Integer> inFlight = new HashMap<>();
        private final Map<String, Estimate> estimates = new HashMap<>();
        private final Map<String, Double> utilisation = new HashMap<>();
        private final Map<String, Long> servingMillis = new HashMap<>();

        @Override
        public int inFlight(String deploymentId) {
            return inFlight.getOrDefault(deploymentId, 0);
        }

        @Override
        public Estimate estimate(String deploymentId) {
            return estimates.getOrDefault(deploymentId, Estimate.UNKNOWN);
        }

        @Override
        public double utilisation(String deploymentId) {
            return utilisation.getOrDefault(deploymentId, -1.0);
        }

        @Override
        public long servingMillis(String deploymentId) {
            return servingMillis.getOrDefault(deploymentId, Long.MAX_VALUE);
        }
    }
}
