package io.tollgate.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.Handling;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.model.RoutePlan;
import io.tollgate.gateway.model.UpstreamOutcome;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeploymentSelectorTest {

    private final AtomicLong nowMillis = new AtomicLong(1_000_000);
    private final DeploymentSelector selector = new DeploymentSelector(new Cooldowns(nowMillis::get));
    private final Route route = new Route(
            "gpt-4o",
            Set.of(),
            Set.of(),
            16_384,
            List.of(new Tier(List.of("ptu-1")), new Tier(List.of("payg-1", "payg-2"))));
    private final CatalogIndex catalog = new CatalogIndex(new CatalogSnapshot(
            1,
            List.of(
                    deployment("ptu-1", CapacityType.PTU),
                    deployment("payg-1", CapacityType.PAYG),
                    deployment("payg-2", CapacityType.PAYG)),
            List.of(route)));

    @Test
    void shouldPreferTheFirstTierAndTakeTurnsInsideTheSecond() {
        assertThat(ids(selector.plan(catalog, route, "standard"))).containsExactly("ptu-1", "payg-1", "payg-2");
        assertThat(ids(selector.plan(catalog, route, "standard"))).containsExactly("ptu-1", "payg-2", "payg-1");
        assertThat(ids(selector.plan(catalog, route, "standard"))).containsExactly("ptu-1", "payg-1", "payg-2");
    }

    @Test
    void shouldLeaveAThrottledDeploymentAloneExactlyAsLongAsItAsked() {
        decide("ptu-1", new UpstreamOutcome.Throttled(429, 800));

        nowMillis.addAndGet(799);
        assertThat(ids(selector.plan(catalog, route, "standard"))).doesNotContain("ptu-1");
        nowMillis.addAndGet(1);
        assertThat(ids(selector.plan(catalog, route, "standard"))).startsWith("ptu-1");
    }

    @Test
    void shouldNotForgetARestBecauseOfAnEarlierAnswer() {
        decide("ptu-1", new UpstreamOutcome.Throttled(429, 800));
        decide("ptu-1", new UpstreamOutcome.Accepted(200));

        assertThat(ids(selector.plan(catalog, route, "standard"))).doesNotContain("ptu-1");
    }

    @Test
    void shouldTryAgainWithinTheCapWhateverTheBackendAsks() {
        decide("ptu-1", new UpstreamOutcome.Throttled(429, 86_400_000));

        nowMillis.addAndGet(Cooldowns.MOST_MILLIS);
        assertThat(ids(selector.plan(catalog, route, "standard"))).contains("ptu-1");
    }

    @Test
    void shouldRestADeploymentAfterThreeFailuresInARow() {
        decide("payg-1", new UpstreamOutcome.ConnectFailed());
        decide("payg-1", new UpstreamOutcome.ServerError(503));
        assertThat(ids(selector.plan(catalog, route, "standard"))).contains("payg-1");

        decide("payg-1", new UpstreamOutcome.TimedOut());
        assertThat(ids(selector.plan(catalog, route, "standard"))).doesNotContain("payg-1");
    }

    @Test
    void shouldTellOtherNodesOfARestAndHeedTheirs() {
        var mine = new Cooldowns(nowMillis::get);
        var theirs = new Cooldowns(nowMillis::get);
        mine.onRest(theirs::heard);

        mine.observe("ptu-1", new UpstreamOutcome.Throttled(429, 800));

        assertThat(theirs.remainingMillis("ptu-1")).isEqualTo(800);
    }

    @Test
    void shouldSayWhenThereWillBeRoomWhenEverythingRests() {
        decide("ptu-1", new UpstreamOutcome.Throttled(429, 5_000));
        decide("payg-1", new UpstreamOutcome.Throttled(429, 700));
        decide("payg-2", new UpstreamOutcome.Throttled(429, 900));

        RoutePlan plan = selector.plan(catalog, route, "standard");
        assertThat(plan.next()).isEmpty();
        assertThat(plan.roomInMillis()).isEqualTo(700);
    }

    private static List<String> ids(RoutePlan plan) {
        return Stream.generate(plan::next)
                .takeWhile(Optional::isPresent)
                .map(next -> next.get().id())
                .toList();
    }

    private void decide(String deployment, UpstreamOutcome outcome) {
        selector.begin(catalog.deployment(deployment)).decided(outcome, false);
    }

    private static Deployment deployment(String id, CapacityType capacity) {
        return new Deployment(
                id,
                URI.create("http://localhost:1"),
                BackendApi.AZURE_V1,
                Optional.empty(),
                "gpt-4o",
                "gpt-4o",
                capacity,
                "local",
                "env:KEY",
                true,
                Optional.empty(),
                Handling.DEFAULT);
    }
}
