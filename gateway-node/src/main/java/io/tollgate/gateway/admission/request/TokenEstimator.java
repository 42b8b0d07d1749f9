package io.tollgate.gateway.admission.request;

import io.tollgate.catalog.Operation;
import io.tollgate.gateway.admission.Headroom;
import io.tollgate.gateway.admission.estimate.ExactCounter;
import io.tollgate.gateway.admission.estimate.ExpectedOutput;
import io.tollgate.gateway.admission.estimate.OutputExpectation;
import io.tollgate.gateway.admission.estimate.PromptEstimator;
import io.tollgate.gateway.admission.estimate.TokenEstimate;
import io.tollgate.gateway.admission.estimate.image.ImageTokens;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.body.image.Images;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Semaphore;

/**
 * Says what a request will probably use. Far from every limit and once something has been learned of the tenant and the
 * model, from the size of the text and the images alone. For a strict limit, near a limit, and where nothing has been
 * learned, the prompt is counted by the model's tokenizer, off the event loop when it is long. Thread-safe.
 */
public final class TokenEstimator {

    /** Long prompts that may be counted at once; beyond them the size has to do, with a margin. */
    static final int MOST_COUNTED_AT_ONCE = 64;

    private static final String USUAL_MODEL = "gpt-4o";
    private static final Future<Long> BUSY = Future.failedFuture("too many prompts are being counted");

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
    public Future<TokenEstimate> estimate(AdmissionRequest request) {
        String model = request.route().model();
        InferenceBody body = request.body();
        long roughTokens = prompts.estimate(request.tenant(), model, body.features());
        long mostOutput = request.operation() == Operation.EMBEDDINGS
                ? 0
                : request.route().maxOutputTokens();
        ExpectedOutput output =
                outputs.expect(request.tenant(), model, body.outputBoundTokens(), body.choices(), mostOutput);
        boolean known = prompts.known(request.tenant(), model);
        if (!mustCount(request, roughTokens + output.expectedTokens(), known)) {
            TokenEstimate.Source source = known ? TokenEstimate.Source.LEARNED : TokenEstimate.Source.GUESSED;
            return Future.succeededFuture(estimate(roughTokens, output, source));
        }
        if (!counter.costly(model, body)) {
            return Future.succeededFuture(estimate(count(request), output, TokenEstimate.Source.COUNTED));
        }
        return countElsewhere(request)
                .map(counted -> estimate(counted, output, TokenEstimate.Source.COUNTED))
                .otherwise(failure -> estimate(withMargin(request, roughTokens), output, TokenEstimate.Source.GUESSED));
    }

    /** Learns from what a backend reported of a request; of one that wants no output, only how long its prompt was. */
    public void learn(AdmissionRequest request, long inputTokens, long outputTokens) {
        String model = request.route().model();
        InferenceBody body = request.body();
        prompts.observe(request.tenant(), model, PromptEstimator.fastEstimate(model, body.features()), inputTokens);
        if (body.outputBoundTokens().orElse(1) > 0) {
            outputs.observe(request.tenant(), model, body.choices(), outputTokens);
        }
    }

    private boolean mustCount(AdmissionRequest request, long expectedTokens, boolean known) {
        return request.countsTokens()
                && (!known
                        || request.isStrict()
                        || headroom.isNear(request.account(), request.limits(), expectedTokens));
    }

    private static TokenEstimate estimate(long promptTokens, ExpectedOutput output, TokenEstimate.Source source) {
        return new TokenEstimate(
                promptTokens, output.expectedTokens(), promptTokens + output.upperBoundTokens(), source);
    }

    /** What the prompt has, or for a strict limit what it can have. */
    private long count(AdmissionRequest request) {
        String model = request.route().model();
        return request.isStrict()
                ? counter.bound(model, request.operation(), request.body())
                : counter.count(model, request.operation(), request.body());
    }

    /** A quarter more, and more than what images of unknown size usually cost. */
    private static long withMargin(AdmissionRequest request, long roughTokens) {
        String model = request.route().model();
        Images images = request.body().features().images();
        return roughTokens + roughTokens / 4 + ImageTokens.most(model, images) - ImageTokens.usual(model, images);
    }

    /** Fails when too many are being counted. */
    private Future<Long> countElsewhere(AdmissionRequest request) {
        if (!counting.tryAcquire()) {
            return BUSY;
        }
        return vertx.executeBlocking(() -> count(request), false).onComplete(counted -> counting.release());
    }
}
