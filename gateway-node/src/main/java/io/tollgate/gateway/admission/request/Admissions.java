package io.tollgate.gateway.admission.request;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.pricing.Billable;
import io.tollgate.gateway.admission.Admission;
import io.tollgate.gateway.admission.Consumption;
import io.tollgate.gateway.admission.Regime;
import io.tollgate.gateway.admission.cost.CostModel;
import io.tollgate.gateway.admission.estimate.EstimateErrors;
import io.tollgate.gateway.admission.estimate.TokenEstimate;
import io.tollgate.gateway.admission.waiting.Entrance;
import io.tollgate.gateway.admission.waiting.Patience;
import io.tollgate.gateway.telemetry.AdmissionMetrics;
import io.tollgate.ledger.limits.ApplicableLimit;
import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;

/** The admission stage: what a request will use, whether it may, and what it has used. Thread-safe. */
public final class Admissions {

    private final TokenEstimator estimator;
    private final CostModel costs;
    private final Entrance entrance;
    private final AdmissionMetrics metrics;
    private final EstimateErrors promptErrors = new EstimateErrors();
    private final EstimateErrors outputErrors = new EstimateErrors();
    private final DemandBuilder demands;

    public Admissions(TokenEstimator estimator, CostModel costs, Entrance entrance, AdmissionMetrics metrics) {
        this.estimator = estimator;
        this.costs = costs;
        this.entrance = entrance;
        this.metrics = metrics;
        this.demands = new DemandBuilder(costs);
    }

    /** As {@link TokenEstimator#estimate}. */
    public Future<TokenEstimate> estimate(AdmissionRequest request) {
        return estimator.estimate(request);
    }

    /** The stage never fails. */
    public CompletionStage<Admission> admit(AdmissionRequest request, TokenEstimate estimate, Patience patience) {
        return entrance.enter(demands.build(request, estimate), patience).thenApply(this::counted);
    }

    /** The request's grant has ended. */
    public void ended(AdmissionRequest request) {
        entrance.gaveBack(request.account());
    }

    /** How many tokens each answer may have at most for the request to fit {@code limit}; 0 when no bound helps. */
    public long mostOutputTokens(AdmissionRequest request, TokenEstimate estimate, ApplicableLimit limit) {
        return DemandBuilder.mostOutputTokens(request, estimate, limit);
    }

    /** What the request has used of its limits so far. */
    public Consumption consumption(AdmissionRequest request, Deployment served, Billable used) {
        long cost =
                request.spendsMoney() ? costs.of(request.catalog(), served, request.tenant(), request.at(), used) : 0;
        return new Consumption(used.total(), cost);
    }

    /** Learns from what a backend reported of a request. */
    public void learn(AdmissionRequest request, TokenEstimate estimate, long inputTokens, long outputTokens) {
        estimator.learn(request, inputTokens, outputTokens);
        promptErrors.observe(estimate.promptTokens(), inputTokens);
        outputErrors.observe(estimate.expectedOutputTokens(), outputTokens);
    }

    /** How good the estimates of prompts are. */
    public EstimateErrors promptErrors() {
        return promptErrors;
    }

    /** How good the estimates of outputs are. */
    public EstimateErrors outputErrors() {
        return outputErrors;
    }

    private Admission counted(Admission admission) {
        switch (admission) {
            case Admission.Granted granted ->
                metrics.answered(granted.grant().regime().wireName(), "granted");
            case Admission.Denied denied -> metrics.answered(denied.regime().wireName(), "denied");
            case Admission.NeverFits never -> metrics.answered(Regime.EXACT.wireName(), "never_fits");
            case Admission.Unavailable unavailable -> metrics.answered(Regime.DEGRADED.wireName(), "unavailable");
        }
        return admission;
    }
}
