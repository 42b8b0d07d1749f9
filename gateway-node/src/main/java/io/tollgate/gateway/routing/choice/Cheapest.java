package io.tollgate.gateway.routing.choice;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Price;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;

/**
 * The lowest price of three tokens of input and one of output, less the discount, by the rate cards in force for tenants without a card of their own; what has no
 * price comes last. Those of one price take turns by weight.
 */
final class Cheapest extends Ranked {

    private static final long INPUT_FOR_ONE_OUTPUT = 3;

    private final InstantSource clock;

    Cheapest(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    ToDoubleFunction<Deployment> measure(Choice choice) {
        Instant now = clock.instant();
        return deployment -> choice.catalog()
                .price(deployment, "", now)
                .map(Cheapest::blended)
                .orElse(Double.MAX_VALUE);
    }

    @Override
    double tolerance() {
        return 0;
    }

    private static double blended(Price price) {
        return (double) (INPUT_FOR_ONE_OUTPUT * price.inputNanosPerMillion() + price.outputNanosPerMillion())
                * (Price.WHOLE_PPM - price.discountPpm());
    }
}
