package io.tollgate.gateway.upstream;

import io.tollgate.gateway.model.ReportedRoom;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;

/**
 * The head of an answer, or why there is none. When a backend answered, its body is paused and must be read to its end or
 * given up with the call. Confined to the event loop of the call.
 */
public interface Answer {

    /** What the head means. */
    UpstreamOutcome outcome();

    /**
     * The backend's headers that a caller may see; only when a backend answered.
     *
     * @param streamed whether the body's length may change on the way
     */
    MultiMap headersForCaller(boolean streamed);

    /** What the backend says of its room. */
    ReportedRoom room();

    /** Whether the body is a stream of server-sent events, by its head. */
    boolean isEventStream();

    /** Whether the body is a JSON document, by its head. */
    boolean isJson();

    /** Whether the head does not tell what the body is: without a type, or with one that servers give to anything. */
    boolean isUntyped();

    /** The body, paused; empty when no backend answered. */
    Optional<ReadStream<Buffer>> body();
}
