package io.tollgate.catalog.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Samples;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.rules.InvalidCatalogException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoutingRulesTest {

    private static final Instant UNTIL = Instant.parse("2026-12-01T12:00:00Z");

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("weights", () -> weighted(Map.of("b", 1))),
                fault("weights.a", () -> weighted(Map.of("a", 0))),
                fault("weights.a", () -> weighted(Map.of("a", 1_001))),
                fault("priorityClasses", () -> new Tier(List.of("a"), Strategy.COST, null, Set.of("a b"))),
                fault("mostAttempts", () -> new AttemptPolicy(0, 50, null, null)),
                fault("mostAttempts", () -> new AttemptPolicy(21, 50, null, null)),
                fault("retryPercent", () -> new AttemptPolicy(6, -1, null, null)),
                fault("retryPercent", () -> new AttemptPolicy(6, 101, null, null)),
                fault("connectMillis", () -> new Deadlines(0, 1, 0, 0, 1, 1)),
                fault("firstTokenMillis", () -> new Deadlines(1, 0, 0, 0, 1, 1)),
                fault("perThousandPromptTokensMillis", () -> new Deadlines(1, 1, -1, 0, 1, 1)),
                fault("perOutputTokenMillis", () -> new Deadlines(1, 1, 0, -1, 1, 1)),
                fault("idleMillis", () -> new Deadlines(1, 1, 0, 0, 0, 1)),
                fault("totalMillis", () -> new Deadlines(1, 1, 0, 0, 1, 0)),
                fault("totalMillis", () -> new Deadlines(1, 1, 0, 0, 1, 86_400_001)),
                fault("mostPercent", () -> new Hedging(0, 1)),
                fault("mostPercent", () -> new Hedging(101, 1)),
                fault("leastDelayMillis", () -> new Hedging(5, 0)),
                fault("leastDelayMillis", () -> new Hedging(5, 3_600_001)),
                fault("maxDrainMillis", () -> new Leaving(null, 0, 1, 0, 0)),
                fault("maxDrainMillis", () -> new Leaving(null, 3_600_001, 1, 0, 0)),
                fault("maxDrainBytes", () -> new Leaving(null, 1, 0, 0, 0)),
                fault("maxDrainBytes", () -> new Leaving(null, 1, (1L << 30) + 1, 0, 0)),
                fault("maxDrains", () -> new Leaving(null, 1, 1, -1, 0)),
                fault("maxDrains", () -> new Leaving(null, 1, 1, 10_001, 0)),
                fault("samplePercent", () -> new Leaving(null, 1, 1, 0, -1)),
                fault("samplePercent", () -> new Leaving(null, 1, 1, 0, 101)),
                fault("contextWindow", () -> new Fallbacks(Optional.of("a b"), null)),
                fault("contentPolicy", () -> new Fallbacks(null, Optional.of(""))),
                fault("deployments", () -> new PinnedOrder(List.of(), UNTIL)),
                fault("deployments", () -> new PinnedOrder(List.of("a", "a"), UNTIL)),
                fault("until", () -> new PinnedOrder(List.of("a"), null)),
                fault("order.deployments", () -> pinned(route("a"), "b")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldNameTheFieldAtFault(String field, Executable making) {
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(making::execute)
                .extracting(InvalidCatalogException::field)
                .isEqualTo(field);
    }

    @Test
    void shouldBeTriedAsUsualWhereNothingIsSaid() {
        Route route = Samples.route("m", "a");

        assertThat(route.tiers().getFirst().strategy()).isEqualTo(Strategy.ROUND_ROBIN);
        assertThat(route.tiers().getFirst().weight("a")).isEqualTo(1);
        assertThat(route.tiers().getFirst().admits("batch")).isTrue();
        assertThat(route.attempts()).isEqualTo(AttemptPolicy.DEFAULT);
        assertThat(route.fallbacks()).isEqualTo(Fallbacks.NONE);
        assertThat(route.order()).isEmpty();
    }

    @Test
    void shouldAdmitTheClassesOfATier() {
        var tier = new Tier(List.of("a", "b"), Strategy.WEIGHTED, Map.of("a", 3), Set.of("interactive"));

        assertThat(tier.admits("interactive")).isTrue();
        assertThat(tier.admits("batch")).isFalse();
        assertThat(tier.weight("a")).isEqualTo(3);
        assertThat(tier.weight("b")).isEqualTo(1);
    }

    @Test
    void shouldGiveALargerPromptMoreTime() {
        var deadlines = new Deadlines(1_000, 2_000, 500, 10, 1_000, 60_000);

        assertThat(deadlines.firstTokenMillis(0)).isEqualTo(2_000);
        assertThat(deadlines.firstTokenMillis(3_000)).isEqualTo(3_500);
        assertThat(deadlines.wholeAnswerMillis(3_000, 100)).isEqualTo(4_500);
    }

    @Test
    void shouldKeepAnOrderAsLongAsTheTiersHaveItsDeployments() {
        Route standing = pinned(route("a", "b"), "b", "a");

        assertThat(route("b", "a", "c").withOrderOf(standing).order()).isEqualTo(standing.order());
        assertThat(route("a", "c").withOrderOf(standing).order()).isEmpty();
        assertThat(standing.withOrderOf(route("a", "b")).order()).isEmpty();
    }

    @Test
    void shouldKnowItsDeploymentsInOrderOfPreference() {
        var tiers = List.of(new Tier(List.of("c", "a")), new Tier(List.of("b")));

        assertThat(new Route("m", Set.of(), Set.of(), 1, tiers).deployments()).containsExactly("c", "a", "b");
    }

    @Test
    void shouldFallBackToOtherRoutesOnly() {
        Route falling = Samples.triedRoute("m", "a", "b", "other");
        var deployments = List.of(Samples.deployment("a"), Samples.deployment("b"));

        assertThat(new CatalogSnapshot(1, deployments, List.of(falling, Samples.route("other", "a"))).routes())
                .hasSize(2);
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> new CatalogSnapshot(1, deployments, List.of(falling)))
                .withMessage("'routes' 'm' falls back to 'other', which is no other route");
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> new CatalogSnapshot(1, deployments, List.of(Samples.triedRoute("m", "a", "b", "m"))))
                .withMessageContaining("falls back to 'm'");
    }

    private static Arguments fault(String field, Executable making) {
        return Arguments.of(field, making);
    }

    private static Tier weighted(Map<String, Integer> weights) {
        return new Tier(List.of("a"), Strategy.WEIGHTED, weights, null);
    }

    private static Route route(String... deployments) {
        return Samples.route("m", deployments);
    }

    private static Route pinned(Route route, String... order) {
        return route.withOrder(Optional.of(new PinnedOrder(List.of(order), UNTIL)));
    }
}
