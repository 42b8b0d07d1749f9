package io.tollgate.gateway.exchange;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Operation;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.routing.Deadlines;
import io.tollgate.gateway.admission.estimate.TokenEstimate;
import io.tollgate.gateway.admission.priority.PriorityRules;
import io.tollgate.gateway.affinity.Recall;
import io.tollgate.gateway.body.BodyReading;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.exchange.attempt.AttemptLog;
import io.tollgate.gateway.exchange.delivery.AnswerWriter;
import io.tollgate.gateway.exchange.delivery.Delivery;
import io.tollgate.gateway.exchange.delivery.Reply;
import io.tollgate.gateway.exchange.stored.Passage;
import io.tollgate.gateway.exchange.stored.Remembering;
import io.tollgate.gateway.exchange.stored.StoredCall;
import io.tollgate.gateway.metering.UsageMeter;
import io.tollgate.gateway.model.GatewayFailure;
import io.tollgate.gateway.model.Reference;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.tollgate.gateway.upstream.Answer;
import io.tollgate.gateway.upstream.ResourceCall;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The path of a request for what a backend remembers. It goes to where the thing lives and nowhere else, counts as a request
 * and uses no tokens. Its first and its last stages are those of {@link InferenceExchange}.
 */
public final class StoredExchange {

    private static final InferenceBody NOTHING = ((BodyReading.Parsed)
                    InferenceBody.parse(Operation.RESPONSES, "{}".getBytes(StandardCharsets.US_ASCII)))
            .body();
    private static final TokenEstimate NO_TOKENS = new TokenEstimate(0, 0, 0, TokenEstimate.Source.COUNTED);

    private static final byte[] NO_BYTES = {};

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Stages stages;
    private final InferenceExchange line;
    private final Finisher finisher;

    public StoredExchange(Stages stages, InferenceExchange line) {
        this.stages = stages;
        this.line = line;
        this.finisher = new Finisher(stages);
    }

    /** Takes one request to its end. To be called on the request's event loop; returns at once. */
    public void handle(StoredCall call) {
        Exchange exchange = stages.open(call);
        exchange.body = NOTHING;
        exchange.estimate = NO_TOKENS;
        call.reply().onLeave(exchange::callerLeft);
        line.identify(exchange)
                .compose(identified -> read(exchange, call))
                .compose(bytes -> resolveRoute(exchange, call)
                        .compose(route -> locate(exchange, call))
                        .compose(located -> admit(exchange))
                        .compose(admitted -> call.lists()
                                ? list(exchange, call)
                                : ask(exchange, call, bytes).compose(answer -> deliver(exchange, call, answer))))
                .onFailure(failure -> {
                    exchange.giveUp();
                    finisher.refused(exchange, line.reason(exchange, failure));
                });
    }

    private Future<byte[]> read(Exchange exchange, StoredCall call) {
        if (exchange.callerLeft) {
            return refuse(new GatewayFailure.CallerLeft());
        }
        GatewayFailure flaw = call.flaw().orElse(null);
        if (flaw != null) {
            return refuse(flaw);
        }
        return call.body(exchange.caller).compose(bytes -> {
            if (!call.hasBody()) {
                return Future.succeededFuture(NO_BYTES);
            }
            boolean mayName = call.resource().kind() == Reference.Kind.CONVERSATION && bytes.length > 0;
            return mayName ? parse(exchange, bytes) : Future.succeededFuture(bytes);
        });
    }

    /** What is put into a conversation may name other things. */
    private static Future<byte[]> parse(Exchange exchange, byte[] bytes) {
        return switch (InferenceBody.parse(Operation.RESPONSES, bytes)) {
            case BodyReading.Parsed parsed -> {
                exchange.body = parsed.body();
                yield Future.succeededFuture(bytes);
            }
            case BodyReading.Invalid invalid ->
                refuse(new GatewayFailure.Malformed(invalid.message(), invalid.param(), invalid.code()));
        };
    }

    /** For a new thing; that of a thing that exists is the one by which it was made. */
    private Future<Void> resolveRoute(Exchange exchange, StoredCall call) {
        if (call.resource().id().isPresent()) {
            return Future.succeededFuture();
        }
        Optional<Route> route = call.model().isPresent()
                ? exchange.catalog.route(call.model().get()).filter(named -> named.serves(Operation.RESPONSES))
                : exchange.catalog.routes().stream()
                        .filter(any -> any.serves(Operation.RESPONSES)
                                && exchange.caller.tenant().mayCall(any.model()))
                        .findFirst();
        if (route.isEmpty()) {
            return refuse(new GatewayFailure.UnknownModel(call.model().orElse("")));
        }
        return use(exchange, route.get());
    }

    private static Future<Void> use(Exchange exchange, Route route) {
        exchange.requestedModel = route.model();
        if (!exchange.caller.tenant().mayCall(route.model())) {
            return refuse(new GatewayFailure.NotEntitled(route.model()));
        }
        exchange.route = route;
        return Future.succeededFuture();
    }

    private Future<Void> locate(Exchange exchange, StoredCall call) {
        Optional<Reference> thing = call.resource().thing();
        List<Reference> named = new ArrayList<>(exchange.body.references());
        thing.ifPresent(own -> named.add(0, own));
        return line.onLoop(stages.affinity()
                        .recall(
                                exchange.catalog,
                                exchange.caller.tenant().id(),
                                Optional.ofNullable(exchange.route),
                                named))
                .compose(recall -> switch (recall) {
                    case Recall.Anywhere anywhere -> Future.succeededFuture();
                    case Recall.To to -> {
                        exchange.bound = to;
                        yield exchange.route != null ? Future.<Void>succeededFuture() : madeBy(exchange, to);
                    }
                    default -> refuse(Remembering.failure(recall, thing));
                });
    }

    private static Future<Void> madeBy(Exchange exchange, Recall.To to) {
        String model = to.home().route();
        Route route = exchange.catalog.route(model).orElse(null);
        return route == null ? refuse(new GatewayFailure.UnknownModel(model)) : use(exchange, route);
    }

    private Future<Void> admit(Exchange exchange) {
        exchange.priority = PriorityRules.of(
                exchange.catalog.priorityClasses(), exchange.caller, exchange.route, exchange.call.priority());
        exchange.admission = stages.admissionRequest(exchange).ofRequestsOnly();
        return line.open(exchange).compose(opened -> line.admit(exchange));
    }

    /** Answered by the node itself, from what it has noted. */
    private Future<Delivery> list(Exchange exchange, StoredCall call) {
        String tenant = exchange.caller.tenant().id();
        return line.onLoop(stages.remembering().files().page(tenant, call.page()))
                .compose(page -> page.map(Future::succeededFuture)
                        .orElseGet(() -> refuse(Remembering.failure(new Recall.Unavailable(), Optional.empty()))))
                .compose(page -> {
                    exchange.status = 200;
                    Reply reply = call.reply();
                    var writer = new AnswerWriter(reply, false, delivery -> finisher.served(exchange, delivery));
                    exchange.whenCallerLeaves(() -> writer.end(Delivery.CALLER_LEFT, () -> {}));
                    MultiMap headers = MultiMap.caseInsensitiveMultiMap().set("content-type", "application/json");
                    reply.begin(exchange.status, headers, exchange.facts());
                    writer.complete(page);
                    return writer.done();
                });
    }

    private Future<Answer> ask(Exchange exchange, StoredCall call, byte[] bytes) {
        if (exchange.bound != null) {
            return ask(exchange, call, bytes, exchange.bound.deployment());
        }
        return stages.routing()
                .plan(
                        exchange.catalog,
                        exchange.route,
                        exchange.priority.priorityClass().name())
                .next()
                .map(deployment -> ask(exchange, call, bytes, deployment))
                .orElseGet(() -> refuse(new GatewayFailure.NoDeployment()));
    }

    private Future<Answer> ask(Exchange exchange, StoredCall call, byte[] bytes, Deployment deployment) {
        Deadlines deadlines = exchange.route.attempts().deadlines();
        var request = new ResourceCall(
                deployment,
                call.method(),
                call.resource().path(),
                call.query(),
                call.headers(),
                Buffer.buffer(bytes),
                deadlines.connectMillis());
        long startedNanos = stages.nanos();
        var late = new AtomicBoolean();
        Runnable cancel = line.attemptStages().after(deadlines.firstTokenMillis(0), () -> {
            late.set(true);
            exchange.giveUp();
        });
        AttemptLog.Entry attempt = exchange.log.begin(deployment);
        return stages.upstream().call(request, exchange::whenCallerLeaves).compose(answer -> {
            cancel.run();
            UpstreamOutcome outcome = late.get() ? new UpstreamOutcome.TimedOut() : judged(answer.outcome());
            long durationMillis = (stages.nanos() - startedNanos) / NANOS_PER_MILLI;
            attempt.end(outcome, exchange.callerLeft, durationMillis);
            if (exchange.callerLeft) {
                return refuse(new GatewayFailure.CallerLeft());
            }
            exchange.keeper = deployment;
            if (!outcome.retriable()) {
                return Future.succeededFuture(answer);
            }
            exchange.giveUp();
            return refuse(failure(outcome, deployment.handling().breaker().mostRetryAfterMillis()));
        });
    }

    /** A backend that does not know the thing says so of the thing, not of our configuration. */
    private static UpstreamOutcome judged(UpstreamOutcome outcome) {
        boolean ofTheThing = outcome.status() == 404 || outcome.status() == 405;
        return ofTheThing ? new UpstreamOutcome.Rejected(outcome.status()) : outcome;
    }

    private static GatewayFailure failure(UpstreamOutcome outcome, long maxRetryAfterMillis) {
        return switch (outcome) {
            case UpstreamOutcome.Throttled throttled ->
                new GatewayFailure.NoCapacity(
                        throttled.cappedAt(maxRetryAfterMillis).retryAfterMillis());
            case UpstreamOutcome.Unsendable fault -> new GatewayFailure.Internal();
            default -> new GatewayFailure.UpstreamFailed(outcome instanceof UpstreamOutcome.TimedOut);
        };
    }

    private Future<Delivery> deliver(Exchange exchange, StoredCall call, Answer answer) {
        boolean accepted = answer.outcome() instanceof UpstreamOutcome.Accepted;
        if (!accepted || !call.deletes()) {
            return pass(exchange, call, answer, accepted);
        }
        return line.onLoop(stages.affinity()
                        .forget(
                                exchange.caller.tenant().id(),
                                call.resource().thing().orElseThrow()))
                .compose(forgotten -> pass(exchange, call, answer, true));
    }

    private Future<Delivery> pass(Exchange exchange, StoredCall call, Answer answer, boolean accepted) {
        boolean streamed = answer.isEventStream();
        UsageMeter meter = stages.meter(NOTHING, streamed);
        Reply reply = exchange.call.reply();
        if (accepted && (call.makes() || call.readsResponse() && !streamed)) {
            var place = new Remembering.Place(
                    exchange.caller.tenant().id(),
                    call.resource().kind(),
                    exchange.keeper.id(),
                    exchange.route.model());
            reply = stages.remembering().noting(reply, streamed, meter, place);
        }
        var passage = new Passage(
                answer,
                meter,
                reply,
                line.attemptStages(),
                exchange.route.attempts().deadlines().idleMillis(),
                new Passage.Ends(exchange.giveUpAction(), delivery -> finisher.served(exchange, delivery)));
        exchange.status = answer.outcome().status();
        exchange.whenCallerLeaves(passage::callerLeft);
        reply.begin(exchange.status, answer.headersForCaller(streamed), exchange.facts());
        return passage.run();
    }

    private static <T> Future<T> refuse(GatewayFailure failure) {
        return Future.failedFuture(new RefusedException(failure));
    }
}
