package io.tollgate.gateway.admission.cost;

import io.tollgate.catalog.Price;
import io.tollgate.ledger.PeriodQuota;

/** The arithmetic: exact in integers, rounded once, half a nano-unit up. */
final class Cost {

    private static final long TOKENS_PER_RATE = 1_000_000;

    /** Keeps every sum below 2^63: a rate is at most 1e15 per million tokens. */
    private static final long MOST_TOKENS = 1_000_000_000;

    private Cost() {}

    /**
     * At most {@link PeriodQuota#MOST}.
     *
     * @param cachedInput those of {@code input} that were read from the backend's cache
     */
    static long nanos(Price price, long input, long cachedInput, long output) {
        long cached = Math.min(Math.min(cachedInput, input), MOST_TOKENS);
        long fresh = Math.min(input - cached, MOST_TOKENS);
        long produced = Math.min(output, MOST_TOKENS);
        long whole = fresh * (price.inputNanosPerMillion() / TOKENS_PER_RATE)
                + cached * (price.cachedInputNanosPerMillion() / TOKENS_PER_RATE)
                + produced * (price.outputNanosPerMillion() / TOKENS_PER_RATE);
        long millionths = fresh * (price.inputNanosPerMillion() % TOKENS_PER_RATE)
                + cached * (price.cachedInputNanosPerMillion() % TOKENS_PER_RATE)
                + produced * (price.outputNanosPerMillion() % TOKENS_PER_RATE);
        return Math.min(PeriodQuota.MOST, whole + (millionths + TOKENS_PER_RATE / 2) / TOKENS_PER_RATE);
    }
}
