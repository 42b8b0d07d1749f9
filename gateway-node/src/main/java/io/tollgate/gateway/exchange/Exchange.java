package io.tollgate.gateway.exchange;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Operation;
import io.tollgate.catalog.Route;
import io.tollgate.gateway.admission.Grant;
import io.tollgate.gateway.admission.estimate.TokenEstimate;
import io.tollgate.gateway.admission.request.AdmissionRequest;
import io.tollgate.gateway.affinity.Recall;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.exchange.attempt.AttemptLog;
import io.tollgate.gateway.exchange.attempt.AttemptRequest;
import io.tollgate.gateway.exchange.attempt.OpenAnswer;
import io.tollgate.gateway.exchange.broken.Departure;
import io.tollgate.gateway.exchange.delivery.ReplyFacts;
import io.tollgate.gateway.exchange.stored.Remembering;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.Priority;
import io.tollgate.gateway.model.QuotaView;
import io.tollgate.gateway.model.Reference;
import io.tollgate.gateway.model.RequestId;
import io.tollgate.gateway.usage.UsageJournal;
import java.time.Instant;
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
    final AttemptLog log = new AttemptLog(this::calling);
    UsageJournal.Entry entry;
    boolean recorded;
    io.tollgate.events.Caller attribution;
    Recall.To bound;
    OpenAnswer answer;
    Departure departure;
    Deployment keeper;
    int status;
    long firstByteNanos;
    boolean callerLeft;
    private Runnable giveUp = () -> {};

    Exchange(Call call, RequestId id, CatalogIndex catalog, Instant occurredAt, long startedNanos) {
        this.call = call;
        this.id = id;
        this.catalog = catalog;
        this.occurredAt = occurredAt;
        this.startedNanos = startedNanos;
    }

    /** Is written down before the call is made. */
    private void calling(Deployment deployment) {
        if (entry != null) {
            entry.called(deployment);
        }
    }

    /** What to do, from now on, should the caller leave; at once if it has left already. */
    void whenCallerLeaves(Runnable action) {
        giveUp = action;
        if (callerLeft) {
            action.run();
        }
    }

    /** Gives up what is under way, as if the caller had left. */
    void giveUp() {
        giveUp.run();
    }

    Runnable giveUpAction() {
        return giveUp;
    }

    /** Whether it was read to its end, or is, although its caller has left. */
    boolean isDrained() {
        return departure != null && departure.isDrained();
    }

    void callerLeft() {
        callerLeft = true;
        giveUp.run();
    }

    /** Whose prices and whose model the request's tokens have; null when nobody was called. */
    Deployment charged() {
        return answer == null ? log.charged().orElse(null) : answer.deployment();
    }

    /** What the attempts are to get an answer to. */
    AttemptRequest wanted() {
        return new AttemptRequest(
                id,
                catalog,
                caller,
                priority,
                call.operation(),
                body,
                estimate,
                call.headers(),
                startedNanos,
                Optional.ofNullable(bound).map(Recall.To::deployment));
    }

    /** Whether another route than the one that was asked for and admitted serves the request. */
    boolean hasFallenBack() {
        return admission != null && !admission.route().model().equals(route.model());
    }

    /** The end user by the body, else by a header. */
    Optional<String> user() {
        return body == null ? Optional.empty() : body.user().or(call::user);
    }

    /** Who serves the request; empty when nobody does. */
    Optional<Deployment> serving() {
        return answer == null ? Optional.ofNullable(keeper) : Optional.of(answer.deployment());
    }

    /** Where the backend remembers the answer, if it does. */
    Optional<Remembering.Place> place() {
        return call.operation() == Operation.RESPONSES && body.store()
                ? Optional.of(new Remembering.Place(
                        caller.tenant().id(),
                        Reference.Kind.RESPONSE,
                        answer.deployment().id(),
                        route.model()))
                : Optional.empty();
    }

    /** The conversation that it goes on with, if it does. */
    Optional<Reference> conversation() {
        return body.references().stream()
                .filter(each -> each.kind() == Reference.Kind.CONVERSATION)
                .findFirst();
    }

    boolean streamed() {
        return body != null && body.stream();
    }

    ReplyFacts facts() {
        return new ReplyFacts(
                id,
                serving(),
                hasFallenBack() ? Optional.of(route.model()) : Optional.empty(),
                log.attempts(),
                Optional.ofNullable(priority),
                grant == null ? QuotaView.NONE : grant.view());
    }
}
