package io.tollgate.gateway.exchange;

import io.tollgate.catalog.Route;
import io.tollgate.gateway.admission.Admission;
import io.tollgate.gateway.admission.priority.PriorityRules;
import io.tollgate.gateway.admission.waiting.Patience;
import io.tollgate.gateway.affinity.Recall;
import io.tollgate.gateway.body.BodyReading;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.exchange.attempt.AttemptStages;
import io.tollgate.gateway.exchange.attempt.Attempts;
import io.tollgate.gateway.exchange.attempt.OpenAnswer;
import io.tollgate.gateway.exchange.delivery.Delivery;
import io.tollgate.gateway.exchange.delivery.Relay;
import io.tollgate.gateway.exchange.delivery.Reply;
import io.tollgate.gateway.exchange.stored.Remembering;
import io.tollgate.gateway.identity.Identification;
import io.tollgate.gateway.model.GatewayFailure;
import io.tollgate.gateway.model.Reference;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * The path of a request, from its head to its usage event. {@link #handle} is the whole of it; every stage is a method
 * below it, in order. A stage that says no ends the line with a {@link GatewayFailure}; whatever happens, one of the
 * finisher's methods runs once, before the caller gets the last byte.
 */
public final class InferenceExchange {

    private static final Logger LOGGER = Logger.getLogger(InferenceExchange.class);

    private final Stages stages;
    private final Vertx vertx;
    private final Finisher finisher;
    private final Recorder recorder;
    private final AttemptStages attemptStages;
    private final Aftermath aftermath;

    public InferenceExchange(Stages stages, Vertx vertx) {
        this.stages = stages;
        this.vertx = vertx;
        this.finisher = new Finisher(stages);
        this.recorder = new Recorder(stages);
        var live = new LiveStages(stages, vertx);
        this.attemptStages = live;
        this.aftermath = new Aftermath(stages, live);
    }

    AttemptStages attemptStages() {
        return attemptStages;
    }

    /** Takes one request to its end. To be called on the request's event loop; returns at once. */
    public void handle(Call call) {
        Exchange exchange = stages.open(call);
        call.reply().onLeave(exchange::callerLeft);
        identify(exchange)
                .compose(identified -> read(exchange))
                .compose(read -> resolveRoute(exchange))
                .compose(resolved -> recall(exchange))
                .compose(recalled -> heedBudgets(exchange))
                .compose(heeded -> estimate(exchange))
                .compose(estimated -> open(exchange))
                .compose(opened -> admit(exchange))
                .compose(admitted -> attempt(exchange))
                .compose(answered -> deliverAndFinish(exchange))
                .onFailure(failure -> finisher.refused(exchange, reason(exchange, failure)));
    }

    Future<Void> identify(Exchange exchange) {
        if (!stages.journal().hasRoom()) {
            return refuse(new GatewayFailure.UsageLogFull());
        }
        return onLoop(stages.identity().resolve(exchange.call.credential()))
                .compose(identification -> switch (identification) {
                    case Identification.Identified identified -> {
                        exchange.caller = identified.caller();
                        yield Future.succeededFuture();
                    }
                    case Identification.Refused refused ->
                        refuse(new GatewayFailure.Unauthenticated(refused.presented()));
                    case Identification.Unavailable unavailable -> refuse(new GatewayFailure.QuotaUnavailable(1_000));
                });
    }

    private Future<Void> read(Exchange exchange) {
        if (exchange.callerLeft) {
            return refuse(new GatewayFailure.CallerLeft());
        }
        GatewayFailure flaw = exchange.call.flaw().orElse(null);
        if (flaw != null) {
            return refuse(flaw);
        }
        return exchange.call.body(exchange.caller).compose(bytes -> switch (InferenceBody.parse(
                exchange.call.operation(), bytes)) {
            case BodyReading.Parsed parsed -> {
                exchange.body = parsed.body();
                yield Future.succeededFuture();
            }
            case BodyReading.Invalid invalid ->
                refuse(new GatewayFailure.Malformed(invalid.message(), invalid.param(), invalid.code()));
        });
    }

    private Future<Void> resolveRoute(Exchange exchange) {
        String asked = exchange.call.deploymentInPath().or(exchange.body::model).orElse("");
        if (asked.isEmpty()) {
            return refuse(new GatewayFailure.Malformed(
                    "you must provide a model parameter", "model", "missing_required_parameter"));
        }
        exchange.requestedModel = asked;
        Route route = exchange.catalog.route(asked).orElse(null);
        if (route == null || !route.serves(exchange.call.operation())) {
            return refuse(new GatewayFailure.UnknownModel(asked));
        }
        if (!exchange.caller.tenant().mayCall(route.model())) {
            return refuse(new GatewayFailure.NotEntitled(asked));
        }
        exchange.route = route;
        return Future.succeededFuture();
    }

    /** Finds where the request must go for what it names of what backends remember. */
    private Future<Void> recall(Exchange exchange) {
        List<Reference> named = exchange.body.references();
        if (named.isEmpty()) {
            return Future.succeededFuture();
        }
        String tenant = exchange.caller.tenant().id();
        return onLoop(stages.affinity().recall(exchange.catalog, tenant, Optional.of(exchange.route), named))
                .compose(recall -> {
                    if (recall instanceof Recall.To to) {
                        exchange.bound = to;
                        return Future.succeededFuture();
                    }
                    return refuse(Remembering.failure(recall, Optional.empty()));
                });
    }

    private static Future<Void> heedBudgets(Exchange exchange) {
        return exchange.catalog
                .spentBudget(exchange.caller.tenant(), exchange.occurredAt)
                .map(stop -> InferenceExchange.<Void>refuse(
                        new GatewayFailure.BudgetSpent(stop, stop.millisLeft(exchange.occurredAt))))
                .orElseGet(Future::succeededFuture);
    }

    private Future<Void> estimate(Exchange exchange) {
        exchange.priority = PriorityRules.of(
                exchange.catalog.priorityClasses(), exchange.caller, exchange.route, exchange.call.priority());
        exchange.admission = stages.admissionRequest(exchange);
        long earlierTokens = exchange.bound == null ? 0 : exchange.bound.earlierTokens();
        return stages.admission().estimate(exchange.admission).compose(estimate -> {
            exchange.estimate = estimate.plus(earlierTokens);
            return Future.succeededFuture();
        });
    }

    /** From here on the request has an event, should the node die. */
    Future<Void> open(Exchange exchange) {
        return recorder.opened(exchange) ? Future.succeededFuture() : refuse(new GatewayFailure.UsageLogFull());
    }

    Future<Void> admit(Exchange exchange) {
        return onLoop(stages.admission().admit(exchange.admission, exchange.estimate, patience(exchange)))
                .compose(admission -> obey(exchange, admission));
    }

    private Future<Void> obey(Exchange exchange, Admission admission) {
        if (admission instanceof Admission.Granted granted) {
            exchange.grant = granted.grant();
        }
        if (exchange.callerLeft) {
            return refuse(new GatewayFailure.CallerLeft());
        }
        return switch (admission) {
            case Admission.Granted granted -> Future.succeededFuture();
            case Admission.Denied denied ->
                refuse(new GatewayFailure.LimitReached(
                        denied.limit(), denied.cause(), denied.requested(), denied.retryAfterMillis(), denied.view()));
            case Admission.NeverFits never ->
                refuse(new GatewayFailure.NeverFits(
                        never.limit(),
                        never.requested(),
                        stages.admission().mostOutputTokens(exchange.admission, exchange.estimate, never.limit())));
            case Admission.Unavailable unavailable ->
                refuse(new GatewayFailure.QuotaUnavailable(unavailable.retryAfterMillis(), unavailable.status()));
        };
    }

    /** How long the request may wait for a limit: as its caller says, else as its class does. */
    private Patience patience(Exchange exchange) {
        long wanted = exchange.call
                .maxWaitMillis()
                .orElse(exchange.priority.priorityClass().maxWaitMillis());
        return new Patience(
                Math.min(wanted, stages.mostWaitMillis()), exchange.priority.rank(), exchange::whenCallerLeaves);
    }

    private Future<Void> attempt(Exchange exchange) {
        var attempts = new Attempts(attemptStages, exchange.wanted(), exchange.log);
        exchange.whenCallerLeaves(() -> aftermath.left(exchange, attempts));
        return attempts.run(exchange.route).compose(result -> switch (result) {
            case Attempts.Result.Served served -> {
                exchange.answer = served.answer();
                exchange.route = served.answer().route();
                yield Future.succeededFuture();
            }
            case Attempts.Result.Nobody nobody -> refuse(nobody.failure());
        });
    }

    /** The finisher settles and records when it is known how the answer ends, and the caller does not have its last byte yet. */
    private Future<Delivery> deliverAndFinish(Exchange exchange) {
        OpenAnswer answer = exchange.answer;
        exchange.status = answer.outcome().status();
        Runnable onPassed = answer.isStream() ? new Growth(stages, exchange)::passed : () -> {};
        Reply reply = stages.replyFor(exchange);
        var relay = new Relay(
                answer,
                reply,
                () -> exchange.firstByteNanos = stages.nanos(),
                onPassed,
                delivery -> finisher.delivered(exchange, judged(answer, delivery)));
        exchange.whenCallerLeaves(() -> aftermath.left(exchange, relay));
        reply.begin(exchange.status, answer.headers(), exchange.facts());
        return relay.run();
    }

    private static Delivery judged(OpenAnswer answer, Delivery delivery) {
        return delivery == Delivery.COMPLETED && !answer.isAccepted() ? Delivery.REJECTED : delivery;
    }

    GatewayFailure reason(Exchange exchange, Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return refused.failure();
        }
        LOGGER.errorf(failure, "request=%s failed unexpectedly", exchange.id);
        return new GatewayFailure.Internal();
    }

    <T> Future<T> onLoop(CompletionStage<T> stage) {
        return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
    }

    private static <T> Future<T> refuse(GatewayFailure failure) {
        return Future.failedFuture(new RefusedException(failure));
    }
}
