package io.tollgate.gateway.admission.estimate;

import java.util.OptionalLong;

/**
 * Expects as much output as 95 % of the same tenant's recent answers from the same model had, within what the request and
 * the model allow. Thread-safe; remembers at most {@value #MOST_ENTRIES} pairs of tenant and model.
 */
public final class OutputExpectation {

    static final int MOST_ENTRIES = 10_000;

    /** What is expected of a request without a bound when nothing has been learned, unless the model's bound is less. */
    static final long DEFAULT_TOKENS = 512;

    private final RecentlyUsed<TenantModel, RecentSizes> sizes = new RecentlyUsed<>(MOST_ENTRIES);

    /**
     * @param boundTokens the request's own bound for each choice
     * @param choices how many answers it asks for, 1 or more
     * @param mostTokens the most that the model produces in one answer, 0 for a model that produces none
     */
    public ExpectedOutput expect(String tenant, String model, OptionalLong boundTokens, int choices, long mostTokens) {
        long upperBound = Math.min(boundTokens.orElse(mostTokens), mostTokens);
        RecentSizes recent = sizes.get(new TenantModel(tenant, model));
        long expected = recent != null && recent.known()
                ? recent.highTokens()
                : boundTokens.isPresent() ? upperBound : DEFAULT_TOKENS;
        return new ExpectedOutput(Math.min(expected, upperBound) * choices, upperBound * choices);
    }

    /** Whether enough answers have been seen to expect anything of the next. */
    public boolean known(String tenant, String model) {
        RecentSizes recent = sizes.get(new TenantModel(tenant, model));
        return recent != null && recent.known();
    }

    /**
     * Learns from one request.
     *
     * @param choices how many answers it asked for, 1 or more
     * @param outputTokens what they had together
     */
    public void observe(String tenant, String model, int choices, long outputTokens) {
        if (outputTokens >= 0) {
            sizes.computeIfAbsent(new TenantModel(tenant, model), key -> new RecentSizes())
                    .add((outputTokens + choices - 1) / choices);
        }
    }
}
