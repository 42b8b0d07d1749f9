package io.tollgate.events;

import java.time.Instant;
import java.util.Objects;

/**
 * What became of one request. Immutable.
 *
 * @param id the request's id, which the caller saw as {@code x-tollgate-request-id}; consumers de-duplicate by it
 * @param occurredAt when the request's head was received
 * @param node the gateway node that served it
 * @param catalogVersion the catalog that was in force
 * @param caller who asked; for requests without a valid key every name is empty
 * @param request what was asked for
 * @param served who served it
 * @param outcome how it ended
 * @param tokens what was used
 * @param timing how long it took
 */
public record UsageEvent(
        String id,
        Instant occurredAt,
        String node,
        long catalogVersion,
        Caller caller,
        Request request,
        Served served,
        Outcome outcome,
        Tokens tokens,
        Timing timing) {

    /** The topic that events travel on, keyed by tenant. */
    public static final String TOPIC = "tollgate.usage.v1";

    /** The CloudEvents {@code type}. */
    public static final String TYPE = "io.tollgate.usage.v1";

    public UsageEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(occurredAt, "occurredAt");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(served, "served");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(timing, "timing");
    }
}
