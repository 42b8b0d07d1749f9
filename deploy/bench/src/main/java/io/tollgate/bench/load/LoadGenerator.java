package io.tollgate.bench.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Load from one event loop over kept-alive HTTP/1.1 connections. Safe to call from any thread but the event loop's; one
 * run at a time.
 */
public final class LoadGenerator implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 1024;
    private static final Duration SLACK = Duration.ofSeconds(30);

    private final LongSupplier nanoClock;
    private final Vertx vertx;
    private final Context context;
    private final Pacer pacer;

    /** A generator whose times are read from {@code nanoClock}, which must run with the machine's. */
    public LoadGenerator(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        this.context = vertx.getOrCreateContext();
        var internal = (ContextInternal) context;
        this.pacer = (delayNanos, task) -> internal.nettyEventLoop()
                .schedule(() -> internal.emit(ignored -> task.run()), delayNanos, TimeUnit.NANOSECONDS);
    }

    /** Whether timers fire to within microseconds; without the native transport they are a millisecond coarse. */
    public boolean hasPreciseTimers() {
        return vertx.isNativeTransportEnabled();
    }

    /** Sends {@code ratePerSecond} requests a second for {@code seconds}, then waits for the answers. */
    public Recording openLoop(Exchange exchange, long ratePerSecond, long seconds) {
        return onLoop(exchange, seconds, call -> {
            var schedule = ArrivalSchedule.lasting(nanoClock.getAsLong(), ratePerSecond, seconds);
            return new OpenLoop(nanoClock, pacer, schedule, call).run();
        });
    }

    /** Lets {@code callers} send one request after the other for {@code seconds}. */
    public Recording closedLoop(Exchange exchange, int callers, long seconds) {
        return onLoop(exchange, seconds, call -> {
            long deadline = nanoClock.getAsLong() + Duration.ofSeconds(seconds).toNanos();
            return new ClosedLoop(nanoClock, deadline, call).run(callers);
        });
    }

    private interface Run {
        Future<Recording> start(Call call);
    }

    private Recording onLoop(Exchange exchange, long seconds, Run run) {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setMaxWaitQueueSize(OpenLoop.MOST_IN_FLIGHT)
                        .setIdleTimeout(60),
                new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setEventLoopSize(0));
        Promise<Recording> ended = Promise.promise();
        context.runOnContext(ignored -> run.start(callFor(client, exchange)).onComplete(ended));
        try {
            return ended.future()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(seconds + SLACK.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } finally {
            client.close();
        }
    }

    private Call callFor(HttpClient client, Exchange exchange) {
        var request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(exchange.uri().toString());
        request.putHeader("content-type", "application/json");
        exchange.headers().forEach(request::putHeader);
        Buffer body = Buffer.buffer(exchange.body());
        return exchange.streamed()
                ? new StreamCall(client, nanoClock, request, body)
                : new PlainCall(client, nanoClock, request, body);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
