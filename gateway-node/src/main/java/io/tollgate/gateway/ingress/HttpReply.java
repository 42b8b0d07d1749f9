package io.tollgate.gateway.ingress;

import io.tollgate.gateway.exchange.delivery.Reply;
import io.tollgate.gateway.exchange.delivery.ReplyFacts;
import io.tollgate.gateway.model.GatewayFailure;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.function.IntConsumer;

/** A {@link Reply} over HTTP. Confined to the request's event loop. */
final class HttpReply implements Reply {

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final IngressConfig config;
    private final long totalTimer;
    private long stallTimer = -1;
    private Runnable left = () -> {};
    private Runnable whenOver = () -> {};
    private boolean over;

    HttpReply(Vertx vertx, HttpServerRequest request, IngressConfig config) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.config = config;
        this.totalTimer = vertx.setTimer(config.totalTimeout().toMillis(), late -> hangUp());
        response.closeHandler(closed -> gone());
        response.exceptionHandler(failure -> gone());
    }

    /** Runs once, when the answer has ended one way or another. */
    void whenOver(Runnable action) {
        whenOver = action;
        if (over) {
            action.run();
        }
    }

    @Override
    public void onLeave(Runnable action) {
        left = action;
    }

    @Override
    public void refuse(GatewayFailure failure, ReplyFacts facts, IntConsumer onStatus) {
        ErrorReply error = FailureResponses.of(failure);
        try {
            onStatus.accept(error.status());
        } finally {
            if (finish()) {
                refuse(failure, error, facts);
            }
        }
    }

    private void refuse(GatewayFailure failure, ErrorReply error, ReplyFacts facts) {
        MultiMap headers = response.headers();
        TollgateHeaders.write(facts, headers);
        if (failure instanceof GatewayFailure.LimitReached reached) {
            TollgateHeaders.writeRates(reached.view(), headers);
        }
        if (error.limit() != null) {
            headers.set("x-tollgate-limit", error.limit());
        }
        headers.set("x-tollgate-reason", error.code());
        Refusal.write(vertx, request, error);
    }

    @Override
    public void begin(int status, MultiMap headers, ReplyFacts facts) {
        if (over) {
            return;
        }
        response.setStatusCode(status);
        response.headers().addAll(headers);
        TollgateHeaders.write(facts, response.headers());
        response.setChunked(!headers.contains(HttpHeaders.CONTENT_LENGTH));
    }

    @Override
    public void write(Buffer chunk) {
        if (!over) {
            response.write(chunk);
        }
    }

    @Override
    public boolean isFull() {
        return !over && response.writeQueueFull();
    }

    @Override
    public void onRoom(Runnable resume) {
        stallTimer = vertx.setTimer(config.stallTimeout().toMillis(), late -> hangUp());
        response.drainHandler(drained -> {
            vertx.cancelTimer(stallTimer);
            response.drainHandler(null);
            resume.run();
        });
    }

    @Override
    public void end() {
        if (finish()) {
            response.end();
        }
    }

    @Override
    public void end(Buffer last) {
        if (finish()) {
            response.end(last);
        }
    }

    @Override
    public void breakOff(boolean streamed, boolean timedOut) {
        if (!finish()) {
            return;
        }
        ErrorReply error = FailureResponses.of(new GatewayFailure.UpstreamFailed(timedOut));
        if (streamed) {
            response.end(Buffer.buffer("data: ").appendBuffer(error.body()).appendString("\n\n"));
        } else if (response.headWritten()) {
            response.reset();
        } else {
            response.headers().remove(HttpHeaders.CONTENT_TYPE);
            Refusal.write(vertx, request, error);
        }
    }

    private boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        whenOver.run();
        vertx.cancelTimer(totalTimer);
        if (stallTimer >= 0) {
            vertx.cancelTimer(stallTimer);
        }
        return true;
    }

    private void gone() {
        if (finish()) {
            left.run();
        }
    }

    /**
     * Ends it from our side, unread bytes and all. Every HTTP handler would queue a close behind what the caller does not
     * read, so it enters the pipeline below all of them, unless other requests share the connection. A channel that is
     * closed already has none.
     */
    private void hangUp() {
        if (request.version() != HttpVersion.HTTP_2 && request.connection() instanceof ConnectionBase connection) {
            var lowest = connection.channel().pipeline().firstContext();
            if (lowest != null) {
                lowest.close();
            }
        } else {
            response.reset();
        }
    }
}
