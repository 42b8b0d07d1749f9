package io.tollgate.gateway.ingress;

import io.tollgate.gateway.exchange.RefusedException;
import io.tollgate.gateway.model.GatewayFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Collects a request's body, no more than so many bytes and for no longer than so long. */
final class BodyReader {

    private final Vertx vertx;
    private final IngressConfig config;

    BodyReader(Vertx vertx, IngressConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    Future<byte[]> read(HttpServerRequest request) {
        var tooLarge = new GatewayFailure.TooLarge(config.maxBodyBytes());
        if (declaredBytes(request) > config.maxBodyBytes()) {
            return refuse(tooLarge);
        }
        Promise<byte[]> promise = Promise.promise();
        Buffer collected = Buffer.buffer();
        long timer = vertx.setTimer(
                config.bodyTimeout().toMillis(),
                late -> promise.tryFail(new RefusedException(new GatewayFailure.RequestTimeout())));
        request.handler(chunk -> {
            if (collected.length() + (long) chunk.length() > config.maxBodyBytes()) {
                promise.tryFail(new RefusedException(tooLarge));
            } else if (!promise.future().isComplete()) {
                collected.appendBuffer(chunk);
            }
        });
        request.endHandler(ended -> promise.tryComplete(collected.getBytes()));
        request.exceptionHandler(failure -> promise.tryFail(new RefusedException(new GatewayFailure.CallerLeft())));
        request.resume();
        return promise.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private static long declaredBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Future<byte[]> refuse(GatewayFailure failure) {
        return Future.failedFuture(new RefusedException(failure));
    }
}
