package io.tollgate.gateway.ingress;

import io.tollgate.gateway.body.text.Utf8;
import io.tollgate.gateway.exchange.delivery.Reply;
import io.tollgate.gateway.exchange.stored.FileListing;
import io.tollgate.gateway.exchange.stored.Resource;
import io.tollgate.gateway.exchange.stored.StoredCall;
import io.tollgate.gateway.model.AddressClass;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.Credential;
import io.tollgate.gateway.model.GatewayFailure;
import io.tollgate.gateway.model.PathFamily;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** A {@link StoredCall} over HTTP: a {@link HttpCall} whose path names a resource. */
record HttpStoredCall(HttpCall head, Resource resource) implements StoredCall {

    private static final String MODEL = "model";
    private static final Set<String> FOR_TOLLGATE = Set.of("api-version", MODEL, "priority");

    @Override
    public String method() {
        return head.request().method().name();
    }

    @Override
    public String query() {
        String query = head.request().query();
        return query == null
                ? ""
                : Arrays.stream(query.split("&", -1))
                        .filter(piece -> !piece.isEmpty() && !FOR_TOLLGATE.contains(piece.split("=", 2)[0]))
                        .collect(Collectors.joining("&"));
    }

    @Override
    public Optional<String> model() {
        String header = head.request().getHeader("x-tollgate-model");
        return Optional.ofNullable(header == null ? head.request().getParam(MODEL) : Utf8.ofHeader(header))
                .filter(name -> !name.isEmpty());
    }

    @Override
    public FileListing.Page page() {
        HttpServerRequest request = head.request();
        String limit = request.getParam("limit");
        boolean isNumber = limit != null && limit.matches("[0-9]{1,9}");
        return new FileListing.Page(
                Optional.ofNullable(request.getParam("after")).filter(id -> !id.isEmpty()),
                isNumber ? Integer.parseInt(limit) : Integer.MAX_VALUE,
                "asc".equals(request.getParam("order")),
                Optional.ofNullable(request.getParam("purpose")).filter(purpose -> !purpose.isEmpty()));
    }

    @Override
    public PathFamily family() {
        return head.family();
    }

    @Override
    public Optional<Credential> credential() {
        return head.credential();
    }

    @Override
    public MultiMap headers() {
        return head.headers();
    }

    @Override
    public Optional<String> user() {
        return head.user();
    }

    @Override
    public Optional<String> session() {
        return head.session();
    }

    @Override
    public AddressClass addressClass() {
        return head.addressClass();
    }

    @Override
    public Optional<String> priority() {
        return head.priority();
    }

    @Override
    public OptionalLong maxWaitMillis() {
        return head.maxWaitMillis();
    }

    @Override
    public Optional<GatewayFailure> flaw() {
        return head.flaw();
    }

    @Override
    public Future<byte[]> body(Caller caller) {
        return head.body(caller);
    }

    @Override
    public Reply reply() {
        return head.reply();
    }
}
