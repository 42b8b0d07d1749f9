package io.tollgate.gateway.upstream;

import io.tollgate.gateway.model.ReportedRoom;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.Optional;

/** An {@link Answer} over HTTP. */
public final class BackendAnswer implements Answer {

    private static final String EVENT_STREAM = "text/event-stream";
    private static final String JSON = "application/json";

    /** What servers say of a body of which they know nothing. */
    private static final List<String> ANYTHING = List.of("text/plain", "application/octet-stream");

    private final UpstreamOutcome outcome;
    private final HttpClientResponse response;

    BackendAnswer(UpstreamOutcome outcome, HttpClientResponse response) {
        this.outcome = outcome;
        this.response = response;
    }

    @Override
    public UpstreamOutcome outcome() {
        return outcome;
    }

    @Override
    public MultiMap headersForCaller(boolean streamed) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        HeaderPolicy.toCaller(response.headers(), headers);
        String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (!streamed && length != null) {
            headers.set(HttpHeaders.CONTENT_LENGTH, length);
        }
        return headers;
    }

    @Override
    public ReportedRoom room() {
        return response == null ? ReportedRoom.UNKNOWN : RoomHeaders.read(response.headers());
    }

    @Override
    public boolean isEventStream() {
        return isOf(EVENT_STREAM);
    }

    @Override
    public boolean isJson() {
        return isOf(JSON);
    }

    @Override
    public boolean isUntyped() {
        return response != null
                && (response.getHeader(HttpHeaders.CONTENT_TYPE) == null
                        || ANYTHING.stream().anyMatch(this::isOf));
    }

    @Override
    public Optional<ReadStream<Buffer>> body() {
        return Optional.ofNullable(response);
    }

    private boolean isOf(String mediaType) {
        String type = response == null ? null : response.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.regionMatches(true, 0, mediaType, 0, mediaType.length());
    }
}
