package io.tollgate.gateway.admission;

import io.tollgate.ledger.limits.ApplicableLimit;

/**
 * What a request takes, or has taken, of the limits that apply to it.
 *
 * @param tokens input plus output
 * @param costNanos what they cost, in nano-units of the rate cards' currency
 */
public record Consumption(long tokens, long costNanos) {

    /** One request that used nothing. */
    public static final Consumption NOTHING = new Consumption(0, 0);

    /** The amount in the limit's own unit; of slots it is the number of them, which only a reservation holds. */
    public long of(ApplicableLimit limit) {
        return switch (limit.limit().kind()) {
            case TOKENS_PER_MINUTE, TOKEN_QUOTA -> tokens;
            case REQUESTS_PER_MINUTE, CONCURRENT_REQUESTS -> 1;
            case MONEY_BUDGET -> costNanos;
        };
    }
}
