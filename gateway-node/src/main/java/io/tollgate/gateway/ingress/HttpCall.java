package io.tollgate.gateway.ingress;

import io.tollgate.catalog.Operation;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.body.text.Utf8;
import io.tollgate.gateway.exchange.Call;
import io.tollgate.gateway.model.AddressClass;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.Credential;
import io.tollgate.gateway.model.GatewayFailure;
import io.tollgate.gateway.model.PathFamily;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.SocketAddressImpl;
import java.util.Optional;
import java.util.OptionalLong;

/** A {@link Call} over HTTP. */
record HttpCall(
        HttpServerRequest request, Target.Inference target, BodyReader reader, HttpReply reply, IngressConfig config)
        implements Call {

    private static final int MOST_NAME_CHARACTERS = 512;
    private static final int MOST_DIGITS = 9;
    private static final GatewayFailure TOO_LONG = new GatewayFailure.Malformed(
            "Invalid 'model': string too long. Expected at most " + InferenceBody.MOST_MODEL_CHARACTERS
                    + " characters.",
            "model",
            "string_above_max_length");

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
    public Optional<String> user() {
        return header(config.userHeader());
    }

    @Override
    public Optional<String> session() {
        return header(config.sessionHeader());
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name))
                .map(Utf8::ofHeader)
                .filter(value -> !value.isEmpty() && value.length() <= MOST_NAME_CHARACTERS);
    }

    @Override
    public AddressClass addressClass() {
        return request.remoteAddress() instanceof SocketAddressImpl known
                ? AddressClass.of(known.ipAddress())
                : AddressClass.UNKNOWN;
    }

    @Override
    public Optional<String> priority() {
        String header = request.getHeader("x-priority");
        return header == null && request.query() != null
                ? Optional.ofNullable(request.getParam("priority"))
                : Optional.ofNullable(header);
    }

    @Override
    public OptionalLong maxWaitMillis() {
        String header = request.getHeader("x-tollgate-max-wait-ms");
        boolean isNumber = header != null
                && !header.isEmpty()
                && header.length() <= MOST_DIGITS
                && header.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? OptionalLong.of(Long.parseLong(header)) : OptionalLong.empty();
    }

    @Override
    public Optional<GatewayFailure> flaw() {
        return ApiVersion.check(target.family(), request.getParam("api-version"))
                .or(() -> target.deployment()
                        .filter(name -> name.length() > InferenceBody.MOST_MODEL_CHARACTERS)
                        .map(name -> TOO_LONG));
    }

    @Override
    public Future<byte[]> body(Caller caller) {
        return reader.read(request, caller, reply::whenOver);
    }
}
