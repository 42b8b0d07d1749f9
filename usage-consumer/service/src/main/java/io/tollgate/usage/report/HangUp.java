package io.tollgate.usage.report;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/** Ends answers from our side. */
public final class HangUp {

    private HangUp() {}

    /**
     * Ends the answer to {@code request}, unread bytes and all. Every HTTP handler would queue a close behind what the caller
     * does not read, so it enters the pipeline below all of them, unless other requests share the connection.
     */
    public static void on(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2 && request.connection() instanceof ConnectionBase connection) {
            var first = connection.channel().pipeline().firstContext();
            if (first != null) { // none of a connection that is closed
                first.close();
            }
        } else {
            request.response().reset();
        }
    }
}
