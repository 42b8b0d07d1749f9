package io.tollgate.gateway.exchange.attempt;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Operation;
import io.tollgate.catalog.Route;
import io.tollgate.gateway.admission.estimate.TokenEstimate;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.capacity.Want;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.exchange.broken.CallKind;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.Priority;
import io.tollgate.gateway.model.RequestId;
import io.tollgate.ledger.ReservationId;
import io.vertx.core.MultiMap;
import java.util.Optional;

/**
 * What an answer is wanted to.
 *
 * @param headers the caller's
 * @param startedNanos when the request arrived, from which its total deadline counts
 * @param bound the only deployment that may answer; empty for any
 */
public record AttemptRequest(
        RequestId id,
        CatalogIndex catalog,
        Caller caller,
        Priority priority,
        Operation operation,
        InferenceBody body,
        TokenEstimate estimate,
        MultiMap headers,
        long startedNanos,
        Optional<Deployment> bound) {

    /** What the request wants of a deployment; {@code claim} tells the wants of one request apart. */
    Want want(Deployment deployment, int claim) {
        return new Want(
                deployment,
                catalog.priorityClasses(),
                priority.rank(),
                caller.tenant().id(),
                new ReservationId(id.value() + "-" + claim),
                estimate.promptTokens(),
                expectedTokens());
    }

    /** How long the first content of an answer by {@code route} may take. */
    long openMillis(Route route) {
        var deadlines = route.attempts().deadlines();
        return body.stream()
                ? deadlines.firstTokenMillis(estimate.promptTokens())
                : deadlines.wholeAnswerMillis(estimate.promptTokens(), mostOutputTokens());
    }

    /** The kind of a call to {@code deployment}. */
    CallKind kind(Deployment deployment) {
        return CallKind.of(caller.tenant().id(), deployment.id(), body.stream(), body.outputBoundTokens());
    }

    /** What an answer is thought to have as long as nothing is known of such calls: as much as it may, where that is said. */
    long expectedTokens() {
        return body.outputBoundTokens().isPresent() ? mostOutputTokens() : estimate.expectedOutputTokens();
    }

    long mostOutputTokens() {
        return estimate.upperBoundTokens() - estimate.promptTokens();
    }
}
