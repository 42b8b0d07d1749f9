package io.tollgate.gateway.admission;

import io.tollgate.catalog.Operation;
import io.tollgate.catalog.Route;
import io.tollgate.gateway.admission.estimate.ExactCounter;
import io.tollgate.gateway.admission.estimate.ExpectedOutput;
import io.tollgate.gateway.admission.estimate.OutputExpectation;
import io.tollgate.gateway.admission.estimate.PromptEstimator;
import io.tollgate.gateway.admission.estimate.TokenEstimate;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.model.Caller;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Semaphore;

/**
 * Says what a request will probably use. Far from every limit and once something has been learned of the tenant and the
 * model, from the text's size alone. Near a limit, and where nothing has been learned, the prompt is counted by the
 * model's tokenizer, off the event loop when it is long; and near a limit the output is taken at the request's own bound.
 * Thread-safe.
 */
public final class TokenEstimator {

    /** Long prompts that may be counted at once; beyond them the size has to do, with a margin. */
    private static final int MOST_COUNTED_AT_ONCE = 64;

    private static final String USUAL_MODEL = "gpt-4o";

    private final PromptEstimator prompts = new PromptEstimator();
    private final OutputExpectation outputs = new OutputExpectation();
    private final ExactCounter counter = new ExactCounter();
    private final Semaphore counting = new Semaphore(MOST_COUNTED_AT_ONCE);
    private final Headroom headroom;
    private final Vertx vertx;

    public TokenEstimator(Headroom headroom, Vertx vertx) {
        this.headroom = headroom;
        this.vertx = vertx;
    }

    /** Loads the usual tokenizer in the background, so that the first requests need not wait for it. */
    public void prepare() {
        vertx.executeBlocking(() -> {
            counter.load(USUAL_MODEL);
            return null;
        });
    }

    /** Never fails. Completes on the caller's event loop, at once unless a long prompt is counted. */
    public Future<TokenEstimate> estimate(Caller caller, Route route, Operation operation, InferenceBody body) {
        String tenant = caller.tenant().id();
        long roughTokens = prompts.estimate(tenant, route.model(), body.features());
        long mostOutput = operation == Operation.EMBEDDINGS ? 0 : route.maxOutputTokens();
        ExpectedOutput output =
                outputs.expect(tenant, route.model(), body.outputBoundTokens(), body.choices(), mostOutput);
        boolean bounded = body.outputBoundTokens().isPresent();
        boolean near =
                headroom.isNear(caller, roughTokens + (bounded ? output.upperBoundTokens() : output.expectedTokens()));
        long outputTokens = near && bounded ? output.upperBoundTokens() : output.expectedTokens();
        boolean known = prompts.known(tenant, route.model());
        if (!Headroom.hasTokenLimit(caller) || known && !near) {
            TokenEstimate.Source source = known ? TokenEstimate.Source.LEARNED : TokenEstimate.Source.GUESSED;
            return Future.succeededFuture(
                    new TokenEstimate(roughTokens, outputTokens, roughTokens + output.upperBoundTokens(), source));
        }
        return count(route, operation, body, roughTokens)
                .map(tokens -> new TokenEstimate(
                        tokens, outputTokens, tokens + output.upperBoundTokens(), TokenEstimate.Source.COUNTED));
    }

    /** Learns from what a backend reported of a request. */
    public void learn(Caller caller, Route route, InferenceBody body, long inputTokens, long outputTokens) {
        String tenant = caller.tenant().id();
        prompts.observe(tenant, route.model(), PromptEstimator.fastEstimate(body.features()), inputTokens);
        outputs.observe(tenant, route.model(), body.choices(), outputTokens);
    }

    private Future<Long> count(Route route, Operation operation, InferenceBody body, long roughTokens) {
        if (!counter.costly(route.model(), body.features())) {
            return Future.succeededFuture(counter.count(route.model(), operation, body));
        }
        long withMargin = roughTokens + roughTokens / 4;
        if (!counting.tryAcquire()) {
            return Future.succeededFuture(withMargin);
        }
        return vertx.executeBlocking(() -> counter.count(route.model(), operation, body), false)
                .otherwise(withMargin)
                .onComplete(counted -> counting.release());
    }
}
