package io.tollgate.gateway.routing.budget;

import io.tollgate.catalog.Route;
import io.tollgate.catalog.routing.Hedging;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What each route's requests of the last ten seconds, on this node, allow. Thread-safe; one entry for each route of the catalog.
 */
public final class RouteBudgets {

    /** Retries that are always allowed in ten seconds, so that little traffic can be tried again at all. */
    static final long LEAST_RETRIES = 10;

    private final LongSupplier monotonicMillis;
    private final ConcurrentHashMap<String, Budget> budgets = new ConcurrentHashMap<>();

    public RouteBudgets(LongSupplier monotonicMillis) {
        this.monotonicMillis = monotonicMillis;
    }

    private record Budget(RecentCount requests, RecentCount retries, RecentCount hedges) {}

    /** A request of the route begins. */
    public void request(Route route) {
        of(route).requests.add(monotonicMillis.getAsLong());
    }

    /** Whether one more may be tried again; counts it if so. */
    public boolean retry(Route route) {
        int percent = route.attempts().retryPercent();
        if (percent == 0) {
            return false;
        }
        long now = monotonicMillis.getAsLong();
        Budget budget = of(route);
        long most = Math.max(LEAST_RETRIES, budget.requests.sum(now) * percent / 100);
        return budget.retries.addBelow(most, now);
    }

    /** Whether one more may get company; does not count it. */
    public boolean mayHedge(Route route, Hedging hedging) {
        long now = monotonicMillis.getAsLong();
        Budget budget = of(route);
        return budget.hedges.sum(now) < most(budget, hedging, now);
    }

    /** Whether one more may get company; counts it if so. */
    public boolean hedge(Route route, Hedging hedging) {
        long now = monotonicMillis.getAsLong();
        Budget budget = of(route);
        return budget.hedges.addBelow(most(budget, hedging, now), now);
    }

    /** Forgets all other routes. */
    public void keep(Set<String> routes) {
        budgets.keySet().retainAll(routes);
    }

    private static long most(Budget budget, Hedging hedging, long now) {
        return budget.requests.sum(now) * hedging.mostPercent() / 100;
    }

    private Budget of(Route route) {
        Budget known = budgets.get(route.model());
        return known != null
                ? known
                : budgets.computeIfAbsent(
                        route.model(), name -> new Budget(new RecentCount(), new RecentCount(), new RecentCount()));
    }
}
