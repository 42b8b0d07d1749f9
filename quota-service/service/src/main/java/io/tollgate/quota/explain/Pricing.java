package io.tollgate.quota.explain;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Price;
import io.tollgate.ledger.PeriodQuota;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What tokens cost, as nodes reserve it: by the dearest of the route's deployments, since any of them may serve.
 *
 * @param deployments the route's
 * @param prices all there are
 * @param at when the request comes
 */
record Pricing(List<Deployment> deployments, List<Price> prices, Instant at) {

    private static final BigInteger TOKENS_PER_RATE = BigInteger.valueOf(1_000_000);

    /** In nano-units, rounded half up, at most what a budget can have; 0 when nothing has a price. */
    long nanos(long input, long output) {
        return deployments.stream()
                .map(this::price)
                .flatMap(List::stream)
                .mapToLong(price -> nanos(price, input, output))
                .max()
                .orElse(0);
    }

    private List<Price> price(Deployment deployment) {
        return prices.stream()
                .filter(price -> price.model().equals(deployment.model())
                        && price.deployment().map(deployment.id()::equals).orElse(true)
                        && !price.effectiveFrom().isAfter(at))
                .max(Comparator.<Price, Boolean>comparing(
                                price -> price.deployment().isPresent())
                        .thenComparing(Price::effectiveFrom))
                .map(List::of)
                .orElse(List.of());
    }

    private static long nanos(Price price, long input, long output) {
        BigInteger millionths = BigInteger.valueOf(input)
                .multiply(BigInteger.valueOf(price.inputNanosPerMillion()))
                .add(BigInteger.valueOf(output).multiply(BigInteger.valueOf(price.outputNanosPerMillion())));
        return millionths
                .add(TOKENS_PER_RATE.shiftRight(1))
                .divide(TOKENS_PER_RATE)
                .min(BigInteger.valueOf(PeriodQuota.MOST))
                .longValueExact();
    }
}
