package io.tollgate.gateway.ingress;

import io.tollgate.catalog.Operation;
import io.tollgate.gateway.exchange.InferenceExchange;
import io.tollgate.gateway.exchange.ModelListing;
import io.tollgate.gateway.exchange.StoredExchange;
import io.tollgate.gateway.ingress.door.BodyBudget;
import io.tollgate.gateway.ingress.door.HeadRules;
import io.tollgate.gateway.ingress.surface.PublishedApi;
import io.tollgate.gateway.model.GatewayFailure;
import io.tollgate.gateway.model.RequestId;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Binds the client surface to the server: four path families, one handler. */
public final class GatewayRoutes {

    private static final Logger LOGGER = Logger.getLogger(GatewayRoutes.class);

    private static final List<String> PREFIXES = List.of("/openai/*", "/v1/*", "/models/*");

    private final Vertx vertx;
    private final IngressConfig config;
    private final BodyReader bodies;
    private final InferenceExchange exchange;
    private final StoredExchange stored;
    private final ModelListing models;
    private final Supplier<RequestId> ids;

    /**
     * @param ids makes an id for each answer that has no request of a model behind it
     */
    public GatewayRoutes(
            Vertx vertx,
            IngressConfig config,
            InferenceExchange exchange,
            StoredExchange stored,
            ModelListing models,
            Supplier<RequestId> ids) {
        this.vertx = vertx;
        this.ids = ids;
        this.config = config;
        this.bodies = new BodyReader(vertx, config, new BodyBudget(config.bodyMemoryBytes()));
        this.exchange = exchange;
        this.stored = stored;
        this.models = models;
    }

    /** Adds the routes, and an answer for every path that is nobody's. */
    public void register(Router router) {
        for (String prefix : PREFIXES) {
            router.route(prefix).order(-1).handler(this::handle).failureHandler(this::broken);
        }
        router.route().last().handler(unknown -> refuse(unknown.request(), unknown(unknown.request())));
    }

    /** A fault of ours, before the exchange has taken the request over. */
    private void broken(RoutingContext context) {
        LOGGER.error("a request failed unexpectedly", context.failure());
        if (context.response().headWritten()) {
            context.response().reset();
        } else {
            refuse(context.request(), new GatewayFailure.Internal());
        }
    }

    private static GatewayFailure unknown(HttpServerRequest request) {
        String path = request.path();
        return path != null && PublishedApi.has(path)
                ? new GatewayFailure.UnsupportedPath()
                : new GatewayFailure.UnknownPath();
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        GatewayFailure flaw = HeadRules.flaw(request.headers(), request.query()).orElse(null);
        if (flaw != null) {
            refuse(request, flaw);
            return;
        }
        switch (Paths.read(request.path())) {
            case Target.Inference inference -> infer(request, inference);
            case Target.Stored target -> store(request, target);
            case Target.Models target -> list(request, target);
            case Target.Unknown unknown -> refuse(request, unknown(request));
        }
    }

    private void infer(HttpServerRequest request, Target.Inference target) {
        if (allows(request, List.of("POST"))) {
            exchange.handle(call(request, target));
        }
    }

    private void store(HttpServerRequest request, Target.Stored target) {
        if (allows(request, target.resource().methods())) {
            var head = new Target.Inference(target.family(), Operation.RESPONSES, Optional.empty());
            stored.handle(new HttpStoredCall(call(request, head), target.resource()));
        }
    }

    private HttpCall call(HttpServerRequest request, Target.Inference target) {
        return new HttpCall(request, target, bodies, new HttpReply(vertx, request, config), config);
    }

    /** Whether the request has one of these methods; refuses it otherwise. */
    private boolean allows(HttpServerRequest request, List<String> methods) {
        if (methods.contains(request.method().name())) {
            return true;
        }
        String allowed = String.join(", ", methods);
        request.response().putHeader("allow", allowed);
        refuse(request, new GatewayFailure.WrongMethod(allowed));
        return false;
    }

    private void list(HttpServerRequest request, Target.Models target) {
        if (!allows(request, List.of("GET"))) {
            return;
        }
        models.list(Credentials.read(request.headers()), target.model())
                .onSuccess(listing -> {
                    request.response().putHeader("content-type", "application/json");
                    TollgateHeaders.writeRequestId(ids.get(), request.response().headers());
                    request.response().end(listing);
                })
                .onFailure(failure -> refuse(request, ModelListing.failure(failure)));
    }

    private void refuse(HttpServerRequest request, GatewayFailure failure) {
        ErrorReply error = FailureResponses.of(failure);
        request.response().putHeader("x-tollgate-reason", error.code());
        TollgateHeaders.writeRequestId(ids.get(), request.response().headers());
        Refusal.write(vertx, request, error);
    }
}
