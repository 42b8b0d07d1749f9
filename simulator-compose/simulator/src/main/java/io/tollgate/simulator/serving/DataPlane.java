package io.tollgate.simulator.serving;

import io.tollgate.simulator.answer.ChunkStream;
import io.tollgate.simulator.answer.ErrorAnswer;
import io.tollgate.simulator.answer.ModelList;
import io.tollgate.simulator.answer.ResponseObject;
import io.tollgate.simulator.answer.ResponseStream;
import io.tollgate.simulator.answer.StreamAnswer;
import io.tollgate.simulator.config.FaultConfig;
import io.tollgate.simulator.config.FaultKind;
import io.tollgate.simulator.deployment.Deployment;
import io.tollgate.simulator.deployment.Plan;
import io.tollgate.simulator.journal.LoggedRequest;
import io.tollgate.simulator.limits.Verdict;
import io.tollgate.simulator.request.InvalidRequestException;
import io.tollgate.simulator.request.ModelRequest;
import io.tollgate.simulator.request.Operation;
import io.tollgate.simulator.request.PathFamily;
import io.tollgate.simulator.request.RequestParser;
import io.tollgate.simulator.request.ResponseParser;
import io.tollgate.simulator.request.ResponseRequest;
import io.tollgate.simulator.request.Route;
import io.tollgate.simulator.request.StoredPath;
import io.tollgate.simulator.stored.Turn;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Serves the data paths: credential, path, body, deployment, fault, limits, answer, in this order. One per event loop. */
public final class DataPlane {
    private static final Pattern API_VERSION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-preview)?");

    private static final long LINGER_MILLIS = 1000;

    private final Core core;
    private final Vertx vertx;
    private final Credentials credentials;
    private final Ids ids = new Ids();

    /** Serves with timers of {@code vertx}. */
    public DataPlane(Core core, Vertx vertx) {
        this.core = core;
        this.vertx = vertx;
        this.credentials = new Credentials(core.config().apiKey());
    }

    /** Answers a request for anything that is not the control API. */
    public void handle(HttpServerRequest request, String path) {
        Optional<Route> route = Route.of(path);
        Optional<StoredPath> stored = route.isPresent() ? Optional.empty() : StoredPath.of(path);
        LoggedRequest logged = core.journal()
                .received(core.nowMicros().getAsLong(), request.method().name(), path, request.headers());
        Optional<PathFamily> family = route.map(Route::family).or(() -> stored.map(StoredPath::family));
        boolean azure = family.isEmpty() || family.get().isAzure();
        Exchange exchange = new Exchange(core, request, logged, azure, ids.next());
        Optional<ErrorAnswer> refusal = refusal(request, family).or(() -> route.flatMap(it -> refusal(request, it)));
        if (refusal.isPresent()) {
            exchange.refuse(refusal.get());
            return;
        }
        if (stored.isPresent()) {
            exchange.addressed(null, "");
            read(exchange, body -> StoredPlane.serve(exchange, stored.get(), body));
            return;
        }
        exchange.addressed(route.get().deployment(), "");
        if (route.get().operation() == Operation.MODELS) {
            exchange.completed();
            exchange.send(
                    200,
                    Names.JSON,
                    ModelList.json(core.deployments().all().stream()
                            .map(Deployment::config)
                            .toList()));
        } else {
            read(exchange, body -> serve(exchange, route.get(), body));
        }
    }

    private void read(Exchange exchange, Handler<byte[]> onBody) {
        BodyReader.read(
                exchange.request(),
                core.config().bounds().maxBodyBytes(),
                onBody,
                most -> refuseTooLarge(exchange, most));
    }

    private void refuseTooLarge(Exchange exchange, long mostBytes) {
        exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        exchange.refuse(ErrorAnswer.tooLarge(mostBytes));
        vertx.setTimer(LINGER_MILLIS, over -> exchange.request().connection().close());
    }

    private Optional<ErrorAnswer> refusal(HttpServerRequest request, Optional<PathFamily> family) {
        if (!credentials.accept(request)) {
            return Optional.of(ErrorAnswer.unauthorized());
        }
        boolean unversioned = family.equals(Optional.of(PathFamily.AZURE_CLASSIC)) && !hasApiVersion(request);
        return family.isEmpty() || unversioned ? Optional.of(ErrorAnswer.noResource()) : Optional.empty();
    }

    private Optional<ErrorAnswer> refusal(HttpServerRequest request, Route route) {
        HttpMethod wanted = route.operation() == Operation.MODELS ? HttpMethod.GET : HttpMethod.POST;
        if (!request.method().equals(wanted)) {
            return Optional.of(ErrorAnswer.wrongMethod());
        }
        boolean unknown = route.deployment() != null
                && core.deployments().find(route.deployment()).isEmpty();
        return unknown ? Optional.of(ErrorAnswer.noDeployment()) : Optional.empty();
    }

    private static boolean hasApiVersion(HttpServerRequest request) {
        try {
            String version = request.getParam("api-version");
            return version != null && API_VERSION.matcher(version).matches();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void serve(Exchange exchange, Route route, byte[] body) {
        if (exchange.hasEnded()) {
            return;
        }
        try {
            boolean turn = route.operation() == Operation.RESPONSES;
            ResponseRequest asked = turn ? ResponseParser.parse(body) : null;
            ModelRequest wanted = turn ? asked.model() : RequestParser.parse(route.operation(), body);
            String name = route.deployment() == null ? wanted.model() : route.deployment();
            Optional<Deployment> deployment = Optional.ofNullable(name).flatMap(core.deployments()::find);
            exchange.addressed(deployment.isPresent() ? name : null, wanted.user());
            if (name == null) {
                throw new InvalidRequestException(
                        "Missing required parameter: 'model'.", "model", "missing_required_parameter");
            }
            if (deployment.isEmpty()) {
                exchange.refuse(ErrorAnswer.noDeployment());
            } else {
                strikeOrDecide(exchange, new Asked(route.operation(), wanted, asked), deployment.get());
            }
        } catch (InvalidRequestException e) {
            exchange.refuse(ErrorAnswer.of(e.status(), e.getMessage(), e.field(), e.code()));
        }
    }

    private record Asked(Operation operation, ModelRequest wanted, ResponseRequest response) {}

    private void strikeOrDecide(Exchange exchange, Asked asked, Deployment deployment) {
        String faultHeader = exchange.request().getHeader(Names.FAULT);
        Optional<FaultConfig> fault =
                faultHeader == null ? deployment.nextFault() : Optional.of(FaultHeader.parse(faultHeader));
        if (fault.isPresent() && EarlyFault.strikes(exchange, fault.get())) {
            return;
        }
        ModelRequest wanted = asked.wanted();
        if (asked.response() != null) {
            exchange.answers(Turn.of(asked.response(), core.memory()));
            wanted = exchange.turn().whole();
        }
        decide(exchange, asked.operation(), wanted, deployment, fault.orElse(null));
    }

    private void decide(
            Exchange exchange, Operation operation, ModelRequest wanted, Deployment deployment, FaultConfig fault) {
        if (deployment.config().servesEmbeddings() != (operation == Operation.EMBEDDING)) {
            throw new InvalidRequestException(
                    "The operation does not work with the specified model. Please choose a different model.",
                    null,
                    "OperationNotSupported");
        }
        Plan plan = deployment.plan(wanted, forcedOutput(exchange), exchange.arrivedMicros());
        switch (deployment.arrive(plan, core.nowMicros().getAsLong())) {
            case Verdict.Throttled no ->
                exchange.throttle(
                        ErrorAnswer.throttled(limitName(no.reason()), Math.ceilDiv(no.retryAfterMicros(), 1_000_000L)),
                        no.retryAfterMicros(),
                        no.rates());
            case Verdict.Admitted yes -> {
                exchange.admitted(deployment, plan, yes);
                if (fault != null && fault.kind() == FaultKind.SLOW_HEADERS) {
                    vertx.setTimer(fault.delayMillis(), due -> reply(exchange, operation, wanted, null));
                } else {
                    reply(exchange, operation, wanted, fault);
                }
            }
        }
    }

    private void reply(Exchange exchange, Operation operation, ModelRequest wanted, FaultConfig fault) {
        boolean streams = operation != Operation.EMBEDDING && wanted.streaming() != ModelRequest.Streaming.NO;
        if (streams) {
            new StreamReply(vertx, exchange, events(exchange, operation, wanted), fault).start();
        } else {
            new PlainReply(vertx, exchange, operation, wanted, fault).start();
        }
    }

    private static StreamAnswer events(Exchange exchange, Operation operation, ModelRequest wanted) {
        if (operation == Operation.RESPONSES) {
            Turn turn = exchange.turn();
            ResponseObject object = new ResponseObject(
                    exchange.head(), turn.request().body(), turn.request().conversationId());
            return new ResponseStream(object, exchange.plan().text().toString(), turn::keep);
        }
        boolean withUsage = wanted.streaming() == ModelRequest.Streaming.WITH_USAGE;
        return new ChunkStream(operation == Operation.CHAT, withUsage, exchange.head());
    }

    private static OptionalInt forcedOutput(Exchange exchange) {
        String forced = exchange.request().getHeader(Names.OUTPUT_TOKENS);
        if (forced == null) {
            return OptionalInt.empty();
        }
        try {
            int tokens = Integer.parseInt(forced.strip());
            if (tokens >= 0) {
                return OptionalInt.of(tokens);
            }
        } catch (NumberFormatException e) {
            throw new InvalidRequestException(
                    Names.OUTPUT_TOKENS + " is a whole number.", Names.OUTPUT_TOKENS, "invalid_header");
        }
        throw new InvalidRequestException(
                Names.OUTPUT_TOKENS + " is not negative.", Names.OUTPUT_TOKENS, "invalid_header");
    }

    private static String limitName(Verdict.Reason reason) {
        return switch (reason) {
            case TOKENS -> "token rate limit";
            case REQUESTS -> "call rate limit";
            case UTILISATION -> "provisioned capacity";
        };
    }
}
