package io.tollgate.gateway.ingress;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * Writes an error object. A caller who is still sending would lose it if the connection were closed at once, so what it
 * sends is read and thrown away for a while first.
 */
final class Refusal {

    private static final long LINGER_MILLIS = 5_000;
    private static final long MOST_DISCARDED_BYTES = 268_435_456;
    private static final int REQUEST_TIMEOUT = 408;

    private Refusal() {}

    static void write(Vertx vertx, HttpServerRequest request, ErrorReply error) {
        HttpServerResponse response = request.response();
        response.setStatusCode(error.status());
        response.setChunked(false);
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        if (error.retryAfterMillis() > 0) {
            TollgateHeaders.writeRetryAfter(error.retryAfterMillis(), response.headers());
        }
        if (request.isEnded()) {
            response.end(error.body());
        } else if (request.version() == HttpVersion.HTTP_2) {
            response.end(error.body()).onComplete(sent -> response.reset());
        } else if (error.status() == REQUEST_TIMEOUT) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            response.end(error.body()).onComplete(sent -> close(request));
        } else {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            discardRest(vertx, request);
            response.end(error.body());
        }
    }

    private static void discardRest(Vertx vertx, HttpServerRequest request) {
        long timer = vertx.setTimer(LINGER_MILLIS, late -> close(request));
        long[] discardedBytes = {0};
        request.handler(chunk -> {
            discardedBytes[0] += chunk.length();
            if (discardedBytes[0] > MOST_DISCARDED_BYTES) {
                close(request);
            }
        });
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.endHandler(ended -> {
            vertx.cancelTimer(timer);
            close(request);
        });
        request.resume();
    }

    private static void close(HttpServerRequest request) {
        request.connection().close();
    }
}
