package io.tollgate.quota.explain;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.pricing.Billable;
import io.tollgate.catalog.pricing.Cost;
import io.tollgate.catalog.pricing.PriceList;
import io.tollgate.catalog.pricing.Priced;
import io.tollgate.ledger.PeriodQuota;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What tokens cost, as nodes reserve it: by the dearest of the route's deployments, since any of them may serve.
 *
 * @param deployments the route's
 * @param tenant who asks
 * @param prices all there are
 * @param at when the request comes
 */
record Pricing(List<Deployment> deployments, String tenant, PriceList prices, Instant at) {

    /** In nano-units, rounded half up, at most what a budget can have; 0 when nothing has a price. */
    long nanos(long input, long output) {
        Billable expected = Billable.of(input, 0, output, 0);
        return deployments.stream()
                .map(deployment -> prices.find(Priced.of(deployment, tenant), at))
                .flatMap(Optional::stream)
                .mapToLong(card -> Cost.nanos(card, expected, PeriodQuota.MOST))
                .max()
                .orElse(0);
    }
}
