package io.tollgate.gateway.ingress;

import io.tollgate.catalog.Operation;
import io.tollgate.gateway.exchange.Call;
import io.tollgate.gateway.exchange.Reply;
import io.tollgate.gateway.model.Credential;
import io.tollgate.gateway.model.GatewayFailure;
import io.tollgate.gateway.model.PathFamily;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** A {@link Call} over HTTP. */
record HttpCall(HttpServerRequest request, Target.Inference target, BodyReader reader, Reply reply) implements Call {

    @Override
    public PathFamily family() {
        return target.family();
    }

    @Override
    public Operation operation() {
        return target.operation();
    }

    @Override
    public Optional<String> deploymentInPath() {
        return target.deployment();
    }

    @Override
    public Optional<Credential> credential() {
        return Credentials.read(request.headers());
    }

    @Override
    public MultiMap headers() {
        return request.headers();
    }

    @Override
    public Optional<GatewayFailure> flaw() {
        return ApiVersion.check(target.family(), request.getParam("api-version"));
    }

    @Override
    public Future<byte[]> body() {
        return reader.read(request);
    }
}
