package io.tollgate.gateway.admission;

import io.tollgate.catalog.Deployment;
import io.tollgate.gateway.admission.cost.CostModel;
import io.tollgate.gateway.admission.estimate.TokenEstimate;
import io.tollgate.ledger.limits.ApplicableLimit;
import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;

/** The admission stage: what a request will use, whether it may, and what it has used. Thread-safe. */
public final class Admissions {

    private final TokenEstimator estimator;
    private final CostModel costs;
    private final AdmissionGate gate;
    private final DemandBuilder demands;

    public Admissions(TokenEstimator estimator, CostModel costs, AdmissionGate gate) {
        this.estimator = estimator;
        this.costs = costs;
        this.gate = gate;
        this.demands = new DemandBuilder(costs);
    }

    /** As {@link TokenEstimator#estimate}. */
    public Future<TokenEstimate> estimate(AdmissionRequest request) {
        return estimator.estimate(request);
    }

    /** The stage never fails. */
    public CompletionStage<Admission> admit(AdmissionRequest request, TokenEstimate estimate) {
        return gate.admit(demands.build(request, estimate));
    }

    /** How many tokens each answer may have at most for the request to fit {@code limit}; 0 when no bound helps. */
    public long mostOutputTokens(AdmissionRequest request, TokenEstimate estimate, ApplicableLimit limit) {
        return DemandBuilder.mostOutputTokens(request, estimate, limit);
    }

    /** What the request has used of its limits so far. */
    public Consumption consumption(
            AdmissionRequest request, Deployment served, long input, long cachedInput, long output) {
        long cost = request.spendsMoney()
                ? costs.of(request.catalog(), served, request.at(), input, cachedInput, output)
                : 0;
        return new Consumption(input + output, cost);
    }

    /** Learns from what a backend reported of a request. */
    public void learn(AdmissionRequest request, TokenEstimate estimate, long inputTokens, long outputTokens) {
        estimator.learn(request, inputTokens, outputTokens);
    }
}
