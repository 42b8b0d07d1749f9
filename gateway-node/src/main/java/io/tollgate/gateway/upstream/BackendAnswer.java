package io.tollgate.gateway.upstream;

import io.tollgate.gateway.model.ReportedRoom;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.streams.ReadStream;

/**
 * The head of an answer, or why there is none. When a backend answered, its body is paused and must be read,
 * {@linkplain #discard discarded} or given up with the call. Confined to the event loop of the call.
 */
public final class BackendAnswer {

    private static final String EVENT_STREAM = "text/event-stream";

    private final UpstreamOutcome outcome;
    private final HttpClientResponse response;

    BackendAnswer(UpstreamOutcome outcome, HttpClientResponse response) {
        this.outcome = outcome;
        this.response = response;
    }

    /** What the head means. */
    public UpstreamOutcome outcome() {
        return outcome;
    }

    /**
     * The backend's headers that a caller may see; only when a backend answered.
     *
     * @param streamed whether the body's length may change on the way
     */
    public MultiMap headersForCaller(boolean streamed) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        HeaderPolicy.toCaller(response.headers(), headers);
        String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (!streamed && length != null) {
            headers.set(HttpHeaders.CONTENT_LENGTH, length);
        }
        return headers;
    }

    /** What the backend says of its room. */
    public ReportedRoom room() {
        return response == null ? ReportedRoom.UNKNOWN : RoomHeaders.read(response.headers());
    }

    /** Whether the body is a stream of server-sent events; only when a backend answered. */
    public boolean isEventStream() {
        String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length());
    }

    /** The body, paused; only when a backend answered. */
    public ReadStream<Buffer> body() {
        return response;
    }

    /** Reads the body to its end for the sake of the connection, and forgets it. */
    public void discard() {
        if (response != null) {
            response.exceptionHandler(failure -> {});
            response.resume();
        }
    }
}
