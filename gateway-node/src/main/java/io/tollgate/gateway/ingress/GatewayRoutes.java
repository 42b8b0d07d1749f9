package io.tollgate.gateway.ingress;

import io.tollgate.gateway.exchange.InferenceExchange;
import io.tollgate.gateway.exchange.ModelListing;
import io.tollgate.gateway.model.GatewayFailure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Binds the client surface to the server: four path families, one handler. */
public final class GatewayRoutes {

    private static final List<String> PREFIXES = List.of("/openai/*", "/v1/*", "/models/*");

    private final Vertx vertx;
    private final IngressConfig config;
    private final BodyReader bodies;
    private final InferenceExchange exchange;
    private final ModelListing models;

    public GatewayRoutes(Vertx vertx, IngressConfig config, InferenceExchange exchange, ModelListing models) {
        this.vertx = vertx;
        this.config = config;
        this.bodies = new BodyReader(vertx, config);
        this.exchange = exchange;
        this.models = models;
    }

    /** Adds the routes, and an answer for every path that is nobody's. */
    public void register(Router router) {
        for (String prefix : PREFIXES) {
            router.route(prefix).order(-1).handler(this::handle);
        }
        router.route().last().handler(unknown -> refuse(unknown.request(), new GatewayFailure.UnknownPath()));
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        switch (Paths.read(request.path())) {
            case Target.Inference inference -> infer(request, inference);
            case Target.Models target -> list(request, target);
            case Target.Unknown unknown -> refuse(request, new GatewayFailure.UnknownPath());
        }
    }

    private void infer(HttpServerRequest request, Target.Inference target) {
        if (!request.method().equals(HttpMethod.POST)) {
            request.response().putHeader("allow", "POST");
            refuse(request, new GatewayFailure.WrongMethod("POST"));
            return;
        }
        var reply = new HttpReply(vertx, request, config);
        exchange.handle(new HttpCall(request, target, bodies, reply, config.userHeader()));
    }

    private void list(HttpServerRequest request, Target.Models target) {
        if (!request.method().equals(HttpMethod.GET)) {
            request.response().putHeader("allow", "GET");
            refuse(request, new GatewayFailure.WrongMethod("GET"));
            return;
        }
        models.list(Credentials.read(request.headers()), target.model())
                .onSuccess(listing -> {
                    request.response().putHeader("content-type", "application/json");
                    request.response().end(listing);
                })
                .onFailure(failure -> refuse(request, ModelListing.failure(failure)));
    }

    private void refuse(HttpServerRequest request, GatewayFailure failure) {
        ErrorReply error = FailureResponses.of(failure);
        request.response().putHeader("x-tollgate-reason", error.code());
        Refusal.write(vertx, request, error);
    }
}
