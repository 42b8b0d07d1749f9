package io.tollgate.gateway.exchange;

import io.tollgate.catalog.Operation;
import io.tollgate.gateway.exchange.delivery.Reply;
import io.tollgate.gateway.model.AddressClass;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.Credential;
import io.tollgate.gateway.model.GatewayFailure;
import io.tollgate.gateway.model.PathFamily;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.OptionalLong;

/** One request as the ingress hands it over: its head is known, its body has not been read. */
public interface Call {

    PathFamily family();

    Operation operation();

    /** The operation in events: one of few, fixed words. */
    default String operationName() {
        return operation().path();
    }

    /** The deployment named in the path; empty when the model is in the body. */
    Optional<String> deploymentInPath();

    Optional<Credential> credential();

    MultiMap headers();

    /** The end user, as a header names it. */
    Optional<String> user();

    /** What the caller says belongs together. */
    Optional<String> session();

    /** Where the caller's address lies. */
    AddressClass addressClass();

    /** The priority class that the caller asks for. */
    Optional<String> priority();

    /** How long the caller would rather wait for a limit than be refused, in milliseconds; empty when it does not say. */
    OptionalLong maxWaitMillis();

    /** What is wrong with the head, if anything; said only to callers with a valid key. */
    Optional<GatewayFailure> flaw();

    /**
     * Reads the body, within the configured size and time and what the node may hold of its caller. Fails with a {@link
     * RefusedException} otherwise. To be called once.
     */
    Future<byte[]> body(Caller caller);

    Reply reply();
}
