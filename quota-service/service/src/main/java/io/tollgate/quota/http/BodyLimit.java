package io.tollgate.quota.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Refuses a request whose announced body is far too large before a byte of it is read, with a problem as its answer. */
@Singleton
public class BodyLimit {

    /** The same as {@code quarkus.http.limits.max-body-size}, which would answer with nothing but a status. */
    static final long MOST_BYTES = 16L * 1024 * 1024;

    private static final int BEFORE_THE_FRAMEWORKS_OWN = 1_000;

    private final String answer;

    public BodyLimit(ObjectMapper json) throws JsonProcessingException {
        answer = json.writeValueAsString(Problem.tooLarge("a body may have " + MOST_BYTES + " bytes at most"));
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_FRAMEWORKS_OWN);
    }

    private void check(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || !isTooLarge(length)) {
            request.next();
            return;
        }
        request.response()
                .setStatusCode(413)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(answer)
                .onComplete(sent -> request.request().connection().close());
    }

    private static boolean isTooLarge(String length) {
        try {
            return Long.parseLong(length) > MOST_BYTES;
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
