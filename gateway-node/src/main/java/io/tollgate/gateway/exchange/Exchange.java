package io.tollgate.gateway.exchange;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Route;
import io.tollgate.events.Served;
import io.tollgate.gateway.admission.Grant;
import io.tollgate.gateway.admission.estimate.TokenEstimate;
import io.tollgate.gateway.admission.request.AdmissionRequest;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.capacity.Hold;
import io.tollgate.gateway.capacity.Want;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.metering.UsageMeter;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.Priority;
import io.tollgate.gateway.model.QuotaView;
import io.tollgate.gateway.model.RequestId;
import io.tollgate.gateway.model.RoutePlan;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.tollgate.gateway.routing.Flight;
import io.tollgate.ledger.ReservationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far one request has come: each stage fills in its part. Confined to the request's event loop; the stages get values
 * from it, never the exchange itself.
 */
final class Exchange {

    final Call call;
    final RequestId id;
    final CatalogIndex catalog;
    final Instant occurredAt;
    final long startedNanos;

    Caller caller;
    InferenceBody body;
    String requestedModel = "";
    Route route;
    Priority priority;
    AdmissionRequest admission;
    TokenEstimate estimate;
    Grant grant;
    RoutePlan plan;
    Flight flight;
    Hold hold = Hold.UNCOUNTED;
    final List<Served.Attempt> attempts = new ArrayList<>(2);
    Deployment serving;
    private UpstreamOutcome lastFailure;
    private long roomInMillis = Long.MAX_VALUE;
    private int claims;
    UsageMeter meter;
    int status;
    long firstByteNanos;
    boolean callerLeft;
    private Deployment called;
    private Runnable giveUp = () -> {};

    Exchange(Call call, RequestId id, CatalogIndex catalog, Instant occurredAt, long startedNanos) {
        this.call = call;
        this.id = id;
        this.catalog = catalog;
        this.occurredAt = occurredAt;
        this.startedNanos = startedNanos;
    }

    /** What to do, from now on, should the caller leave; at once if it has left already. */
    void whenCallerLeaves(Runnable action) {
        giveUp = action;
        if (callerLeft) {
            action.run();
        }
    }

    Runnable giveUp() {
        return giveUp;
    }

    void callerLeft() {
        callerLeft = true;
        giveUp.run();
    }

    /** Notes a call to a deployment; one that was given up because the caller left says nothing of the deployment. */
    void attempted(Deployment deployment, UpstreamOutcome outcome, long durationMillis) {
        String result = callerLeft ? "cancelled" : outcome.wireName();
        called = deployment;
        attempts.add(new Served.Attempt(deployment.id(), result, outcome.status(), durationMillis));
    }

    /** The deployment that was called last; null when none was. */
    Deployment called() {
        return called;
    }

    /** The end user by the body, else by a header. */
    Optional<String> user() {
        return body == null ? Optional.empty() : body.user().or(call::user);
    }

    /** What the next attempt wants of a deployment. */
    Want want(Deployment deployment) {
        claims++;
        long output = body.outputBoundTokens().isPresent()
                ? estimate.upperBoundTokens() - estimate.promptTokens()
                : estimate.expectedOutputTokens();
        return new Want(
                deployment,
                catalog.priorityClasses(),
                priority.rank(),
                caller.tenant().id(),
                new ReservationId(id.value() + "-" + claims),
                estimate.promptTokens(),
                output);
    }

    /** A deployment was not called for want of room. */
    void noRoomUntil(long retryAfterMillis) {
        lastFailure = null;
        roomInMillis = Math.min(roomInMillis, retryAfterMillis);
    }

    /** An attempt has failed, and another deployment may do better. */
    void failed(UpstreamOutcome outcome) {
        if (outcome instanceof UpstreamOutcome.Throttled throttled) {
            noRoomUntil(throttled.retryAfterMillis());
            hold.throttled(throttled.retryAfterMillis());
        } else {
            hold.release();
        }
        hold = Hold.UNCOUNTED;
        lastFailure = outcome;
    }

    /** How the last attempt failed; empty when the last deployment was not called. */
    Optional<UpstreamOutcome> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /** When the first of the deployments that had no room will have some. */
    long roomInMillis() {
        return roomInMillis;
    }

    boolean streamed() {
        return body != null && body.stream();
    }

    ReplyFacts facts() {
        return new ReplyFacts(
                id,
                Optional.ofNullable(serving),
                attempts.size(),
                Optional.ofNullable(priority),
                grant == null ? QuotaView.NONE : grant.view());
    }
}
