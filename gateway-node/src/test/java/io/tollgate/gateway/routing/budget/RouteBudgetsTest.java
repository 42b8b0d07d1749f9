package io.tollgate.gateway.routing.budget;

import static io.tollgate.gateway.routing.RoutingCatalog.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.routing.Hedging;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteBudgetsTest {

    private static final Hedging HEDGING = new Hedging(5, 100);

    private long nowMillis = 1_000_000;
    private final RouteBudgets budgets = new RouteBudgets(() -> nowMillis);

    @Test
    void shouldAlwaysAllowTenRetriesInTenSeconds() {
        assertThat(granted(retrying(1), 50)).isEqualTo(10);

        nowMillis += 10_000;
        assertThat(granted(retrying(1), 50)).isEqualTo(10);
    }

    @Test
    void shouldAllowAPartOfTheRecentRequests() {
        Route route = retrying(20);
        requests(route, 1_000);
        assertThat(granted(route, 1_000)).isEqualTo(200);

        nowMillis += 9_000;
        assertThat(granted(route, 1_000)).isZero();
        nowMillis += 1_000;
        assertThat(granted(route, 1_000)).as("all requests are of long ago").isEqualTo(10);
    }

    @Test
    void shouldAllowNoneWhereRetriesAreForbidden() {
        Route route = retrying(0);
        requests(route, 1_000);

        assertThat(granted(route, 10)).isZero();
    }

    @Test
    void shouldKeepRoutesApart() {
        granted(retrying(1), 50);
        Route other = new Route("other", Set.of(), Set.of(), 1, List.of(new Tier(List.of("a"))));

        assertThat(budgets.retry(other)).isTrue();
    }

    @Test
    void shouldHedgeAPartOfTheRecentRequestsAndNoneOfFew() {
        Route route = retrying(50);
        requests(route, 19);
        assertThat(budgets.mayHedge(route, HEDGING)).isFalse();

        requests(route, 21);
        assertThat(budgets.mayHedge(route, HEDGING)).isTrue();
        assertThat(budgets.hedge(route, HEDGING)).isTrue();
        assertThat(budgets.hedge(route, HEDGING)).isTrue();
        assertThat(budgets.hedge(route, HEDGING)).isFalse();
    }

    @Test
    void shouldForgetRoutesThatAreGone() {
        Route route = retrying(20);
        requests(route, 1_000);
        budgets.keep(Set.of());

        assertThat(granted(route, 100)).isEqualTo(10);
    }

    private static Route retrying(int percent) {
        return route(percent, Optional.of(HEDGING), new Tier(List.of("a")));
    }

    private void requests(Route route, int count) {
        for (int i = 0; i < count; i++) {
            budgets.request(route);
        }
    }

    private int granted(Route route, int asked) {
        int granted = 0;
        for (int i = 0; i < asked; i++) {
            granted += budgets.retry(route) ? 1 : 0;
        }
        return granted;
    }
}
