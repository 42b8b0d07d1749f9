package io.tollgate.scenarios.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** One request on its way, and its answer. Used by one event loop. */
final class Flight {

    private static final String END = "data: [DONE]";
    private static final int TAIL_BYTES = END.length() + 8;
    private static final int FIRST_FAULT = 500;
    private static final int MOST_PROBLEM = 300;
    private static final int NANOS_PER_MICRO = 1_000;

    private final Shot shot;
    private final long atMicros;
    private final long dueNanos;
    private final Promise<Sample> landed = Promise.promise();
    private Buffer tail = Buffer.buffer();
    private String body = "";
    private int status;
    private boolean streamed;
    private long headMicros;
    private String retryAfter;
    private String requestId;
    private String deployment;
    private boolean left;
    private long timer = -1;

    private Flight(Shot shot, long atMicros, long dueNanos) {
        this.shot = shot;
        this.atMicros = atMicros;
        this.dueNanos = dueNanos;
    }

    /** Sends {@code shot}, which was due {@code atMicros} after the run began, at {@code dueNanos} of the clock. Never fails. */
    static Future<Sample> send(Vertx vertx, HttpClient http, Shot shot, long atMicros, long dueNanos) {
        var flight = new Flight(shot, atMicros, dueNanos);
        http.request(flight.options()).onComplete(request -> flight.start(vertx, request), flight::broken);
        return flight.landed.future();
    }

    private RequestOptions options() {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(shot.node().getHost())
                .setPort(shot.node().getPort())
                .setURI("/v1/chat/completions")
                .putHeader("content-type", "application/json")
                .putHeader("authorization", "Bearer " + shot.key())
                .putHeader("x-simulator-tag", shot.tag());
        if (shot.outputTokens() >= 0) {
            options.putHeader("x-simulator-output-tokens", Integer.toString(shot.outputTokens()));
        }
        return options;
    }

    private void start(Vertx vertx, HttpClientRequest request) {
        if (shot.leaveAfterMillis() >= 0) {
            timer = vertx.setTimer(Math.max(1, shot.leaveAfterMillis()), due -> leave(request));
        }
        landed.future().onComplete(done -> vertx.cancelTimer(timer));
        request.exceptionHandler(this::broken);
        request.send(Buffer.buffer(shot.body())).onComplete(this::read, this::broken);
    }

    private void leave(HttpClientRequest request) {
        if (!landed.future().isComplete()) {
            left = true;
            request.reset();
            request.connection().close();
            land(false, "left");
        }
    }

    private void read(HttpClientResponse response) {
        headMicros = sinceDueMicros();
        status = response.statusCode();
        retryAfter = response.getHeader("retry-after");
        requestId = response.getHeader("x-tollgate-request-id");
        deployment = response.getHeader("x-tollgate-deployment");
        String type = response.getHeader("content-type");
        streamed = type != null && type.startsWith("text/event-stream");
        response.exceptionHandler(this::broken);
        response.handler(this::take);
        response.endHandler(end -> land(!streamed || tailText().contains(END), status >= FIRST_FAULT ? body : null));
    }

    private void take(Buffer chunk) {
        if (status >= FIRST_FAULT && body.length() < MOST_PROBLEM) {
            body += chunk.toString();
        }
        if (streamed) {
            tail = chunk.length() >= TAIL_BYTES ? chunk : tail.copy().appendBuffer(chunk);
        }
    }

    private String tailText() {
        return tail.getString(Math.max(0, tail.length() - TAIL_BYTES), tail.length());
    }

    private void broken(Throwable problem) {
        land(false, left ? "left" : String.valueOf(problem.getMessage()));
    }

    private void land(boolean whole, String problem) {
        long took = sinceDueMicros();
        landed.tryComplete(new Sample(
                shot.tag(),
                atMicros,
                status,
                whole,
                streamed,
                status == 0 ? took : headMicros,
                took,
                retryAfter,
                requestId,
                deployment,
                problem));
    }

    private long sinceDueMicros() {
        return (System.nanoTime() - dueNanos) / NANOS_PER_MICRO;
    }
}
