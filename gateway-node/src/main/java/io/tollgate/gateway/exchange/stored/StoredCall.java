package io.tollgate.gateway.exchange.stored;

import io.tollgate.catalog.Operation;
import io.tollgate.gateway.exchange.Call;
import io.tollgate.gateway.model.Reference;
import java.util.Optional;

/** A request for what a backend remembers, or to make such a thing. */
public interface StoredCall extends Call {

    /** One of the {@linkplain Resource#methods() methods} of the resource. */
    String method();

    Resource resource();

    /** The caller's query, as it came but for what is meant for Tollgate; empty for none. */
    String query();

    /** The model that the caller names, on whose deployments to make the thing. */
    Optional<String> model();

    @Override
    default Operation operation() {
        return Operation.RESPONSES;
    }

    @Override
    default String operationName() {
        return resource().template();
    }

    @Override
    default Optional<String> deploymentInPath() {
        return Optional.empty();
    }

    /** Whether it makes a new thing. */
    default boolean makes() {
        return resource().id().isEmpty() && method().equals("POST");
    }

    /** Whether it asks which files there are. */
    default boolean lists() {
        return resource().id().isEmpty() && method().equals("GET");
    }

    /** The page of the list that is asked for. */
    FileListing.Page page();

    /** Whether the API gives it a body; one that comes where there is none goes nowhere. */
    default boolean hasBody() {
        return method().equals("POST") && resource().kind() != Reference.Kind.RESPONSE;
    }

    /** Whether it is answered with a response as it is now, which may have become more since it was made. */
    default boolean readsResponse() {
        return method().equals("GET")
                && resource().kind() == Reference.Kind.RESPONSE
                && resource().part().isEmpty();
    }

    /** Whether it ends the thing. */
    default boolean deletes() {
        return method().equals("DELETE") && resource().part().isEmpty();
    }
}
