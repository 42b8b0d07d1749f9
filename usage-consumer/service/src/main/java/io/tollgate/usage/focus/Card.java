package io.tollgate.usage.focus;

import java.util.List;

/**
 * A version of a rate card.
 *
 * @param id of the version
 * @param priceId of the price in the catalog
 * @param model whose price it is
 * @param currency of the rates
 * @param rates one for each {@link Meter}: nano-units per call or per million tokens
 * @param hourly whether the deployment is paid for by the hour
 * @param discountPpm parts per million off
 */
record Card(long id, String priceId, String model, String currency, List<Long> rates, boolean hourly, int discountPpm) {

    Card {
        rates = List.copyOf(rates);
    }
}
