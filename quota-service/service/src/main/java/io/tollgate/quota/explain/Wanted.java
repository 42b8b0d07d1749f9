package io.tollgate.quota.explain;

import io.tollgate.catalog.Enforcement;
import io.tollgate.catalog.Limit;
import io.tollgate.ledger.limits.ApplicableLimit;

/**
 * What the request takes of a limit, by the nodes' rules: of a strict one its bound; of a balanced one its expectation, cut
 * to what the limit holds when full, unless the request's own words already exceed that.
 */
record Wanted(Estimate estimate, Pricing pricing) {

    long of(ApplicableLimit applicable) {
        long prompt = estimate.promptTokens();
        long most = amount(applicable.limit(), estimate.outputBoundTokens());
        if (applicable.limit().enforcement() == Enforcement.STRICT) {
            return most;
        }
        long capacity = applicable.allowance().capacity();
        if (estimate.bounded() && most > capacity) {
            return most;
        }
        long promptAlone = amount(applicable.limit(), 0);
        if (prompt > 0 && promptAlone > capacity) {
            return promptAlone;
        }
        return Math.min(amount(applicable.limit(), estimate.expectedOutputTokens()), capacity);
    }

    private long amount(Limit limit, long output) {
        return switch (limit.kind()) {
            case TOKENS_PER_MINUTE, TOKEN_QUOTA -> estimate.promptTokens() + output;
            case REQUESTS_PER_MINUTE, CONCURRENT_REQUESTS -> 1;
            case MONEY_BUDGET -> pricing.nanos(estimate.promptTokens(), output);
        };
    }
}
