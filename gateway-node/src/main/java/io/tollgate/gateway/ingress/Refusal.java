package io.tollgate.gateway.ingress;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** Writes an error object. When the caller is still sending, the connection is closed behind it. */
final class Refusal {

    private Refusal() {}

    static void write(HttpServerRequest request, ErrorReply error) {
        HttpServerResponse response = request.response();
        response.setStatusCode(error.status());
        response.setChunked(false);
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        if (error.retryAfterMillis() > 0) {
            TollgateHeaders.writeRetryAfter(error.retryAfterMillis(), response.headers());
        }
        if (request.isEnded()) {
            response.end(error.body());
        } else {
            if (request.version() != HttpVersion.HTTP_2) {
                response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                response.end(error.body())
                        .onComplete(sent -> request.connection().close());
            } else {
                response.end(error.body()).onComplete(sent -> response.reset());
            }
        }
    }
}
