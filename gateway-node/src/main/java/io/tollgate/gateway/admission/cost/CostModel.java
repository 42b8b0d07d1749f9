package io.tollgate.gateway.admission.cost;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Price;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.pricing.Billable;
import io.tollgate.catalog.pricing.Cost;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.ledger.PeriodQuota;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * What a request costs, in nano-units of the rate cards' currency, by the card that {@link CatalogIndex#price} finds. What
 * has no price costs nothing, and is counted. Thread-safe.
 */
public final class CostModel {

    private static final Logger LOGGER = Logger.getLogger(CostModel.class);
    private static final int MOST_NAMED = 1_000;

    private final LongAdder unpriced = new LongAdder();
    private final Set<String> named = ConcurrentHashMap.newKeySet();

    /** What a call of the tenant has cost that a deployment served. */
    public long of(CatalogIndex catalog, Deployment deployment, String tenant, Instant at, Billable used) {
        Price price = catalog.price(deployment, tenant, at).orElse(null);
        if (price == null) {
            unpriced(deployment.model());
            return 0;
        }
        return Cost.nanos(price, used, PeriodQuota.MOST);
    }

    /**
     * What a call of the tenant would cost at most, whichever of the route's deployments serves, and whether the model writes
     * or reasons.
     */
    public long dearest(CatalogIndex catalog, Route route, String tenant, Instant at, Billable expected) {
        Billable reasoned = expected.withOutputAsReasoning();
        long dearest = 0;
        for (Tier tier : route.tiers()) {
            for (String id : tier.deployments()) {
                Price price = catalog.price(catalog.deployment(id), tenant, at).orElse(null);
                if (price != null) {
                    dearest = Math.max(dearest, Cost.nanos(price, expected, PeriodQuota.MOST));
                    dearest = Math.max(dearest, Cost.nanos(price, reasoned, PeriodQuota.MOST));
                }
            }
        }
        return dearest;
    }

    /** Requests under a budget that cost nothing because there is no price for what served them. */
    public long unpriced() {
        return unpriced.sum();
    }

    private void unpriced(String model) {
        unpriced.increment();
        if (named.size() < MOST_NAMED && named.add(model)) {
            LOGGER.warnf("model=%s has no price; requests to it use nothing of any budget", model);
        }
    }
}
