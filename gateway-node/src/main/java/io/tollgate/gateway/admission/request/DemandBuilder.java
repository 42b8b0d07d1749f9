package io.tollgate.gateway.admission.request;

import io.tollgate.catalog.Enforcement;
import io.tollgate.catalog.pricing.Billable;
import io.tollgate.gateway.admission.Consumption;
import io.tollgate.gateway.admission.Demand;
import io.tollgate.gateway.admission.cost.CostModel;
import io.tollgate.gateway.admission.estimate.TokenEstimate;
import io.tollgate.ledger.limits.ApplicableLimit;
import java.util.ArrayList;

/**
 * From an estimate to what is reserved. A strict limit sets aside all that the request can use by its own or the model's
 * bound, and is never cut: what cannot fit is refused. A balanced one sets aside what the request will probably use; a
 * guess is cut to what the limit holds when it is full, so that a guess never locks anybody out. What the caller itself
 * says, its prompt and its bound, is no guess. Thread-safe.
 */
public final class DemandBuilder {

    private final CostModel costs;

    public DemandBuilder(CostModel costs) {
        this.costs = costs;
    }

    public Demand build(AdmissionRequest request, TokenEstimate estimate) {
        var wanted = new Wanted(request, estimate);
        var amounts = new ArrayList<Long>(request.limits().size());
        for (ApplicableLimit limit : request.limits()) {
            amounts.add(wanted.of(limit));
        }
        return new Demand(request.account(), request.id(), request.limits(), amounts);
    }

    /**
     * How many tokens each answer of the request may have at most, by its own bound, for it to fit {@code limit}; 0 when
     * no bound makes it fit or the limit does not count tokens.
     */
    static long mostOutputTokens(AdmissionRequest request, TokenEstimate estimate, ApplicableLimit limit) {
        if (!limit.limit().kind().countsTokens()) {
            return 0;
        }
        long left = limit.allowance().capacity() - estimate.promptTokens();
        return Math.max(0, left / request.body().choices());
    }

    private final class Wanted {

        private final Consumption prompt;
        private final Consumption expected;
        private final Consumption most;
        private final boolean counted;
        private final boolean bounded;

        Wanted(AdmissionRequest request, TokenEstimate estimate) {
            prompt = consumption(request, estimate.promptTokens(), 0);
            expected = consumption(request, estimate.promptTokens(), estimate.expectedOutputTokens());
            most = consumption(request, estimate.promptTokens(), estimate.upperBoundTokens() - estimate.promptTokens());
            counted = estimate.source() == TokenEstimate.Source.COUNTED;
            bounded = request.bounded();
        }

        long of(ApplicableLimit limit) {
            if (limit.limit().enforcement() == Enforcement.STRICT) {
                return most.of(limit);
            }
            long capacity = limit.allowance().capacity();
            if (counted && bounded && most.of(limit) > capacity) {
                return most.of(limit);
            }
            if (counted && prompt.of(limit) > capacity) {
                return prompt.of(limit);
            }
            return Math.min(expected.of(limit), capacity);
        }

        private Consumption consumption(AdmissionRequest request, long input, long output) {
            long cost = request.spendsMoney()
                    ? costs.dearest(
                            request.catalog(),
                            request.route(),
                            request.tenant(),
                            request.at(),
                            Billable.of(input, 0, output, 0))
                    : 0;
            return new Consumption(input + output, cost);
        }
    }
}
