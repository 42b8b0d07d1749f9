package io.tollgate.gateway.admission;

import io.tollgate.catalog.Route;
import io.tollgate.gateway.admission.estimate.TokenEstimate;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.model.Caller;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Scratch. */
public final class TokenEstimator {
    public TokenEstimator(Vertx vertx) {}

    public CompletionStage<TokenEstimate> estimate(Caller caller, Route route, InferenceBody body) {
        long prompt = body.features().textBytes() / 4 + 7;
        long out = body.outputBoundTokens().orElse(Math.min(512, route.maxOutputTokens()));
        return CompletableFuture.completedStage(
                new TokenEstimate(prompt, out, prompt + out, TokenEstimate.Source.GUESSED));
    }

    public void learn(String tenant, Route route, TokenEstimate estimate, long input, long output) {}
}
