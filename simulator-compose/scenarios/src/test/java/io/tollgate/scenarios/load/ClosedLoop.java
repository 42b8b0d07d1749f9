package io.tollgate.scenarios.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Callers that wait for their answers. Used by one event loop. */
final class ClosedLoop {

    private static final int NANOS_PER_MICRO = 1_000;

    private final Vertx vertx;
    private final HttpClient http;
    private final long pauseMillis;
    private final long startNanos = System.nanoTime();
    private final long lengthNanos;
    private final List<Sample> samples = new ArrayList<>();

    ClosedLoop(Vertx vertx, HttpClient http, Duration pause, Duration length) {
        this.vertx = vertx;
        this.http = http;
        this.pauseMillis = Math.max(1, pause.toMillis());
        this.lengthNanos = length.toNanos();
    }

    Future<Samples> run(List<Supplier<Shot>> callers) {
        return Future.all(callers.stream().map(this::repeat).toList()).map(all -> new Samples(samples));
    }

    private Future<Void> repeat(Supplier<Shot> caller) {
        Promise<Void> done = Promise.promise();
        sendNext(caller, done);
        return done.future();
    }

    private void sendNext(Supplier<Shot> caller, Promise<Void> done) {
        long now = System.nanoTime();
        if (now - startNanos >= lengthNanos) {
            done.complete();
            return;
        }
        Flight.send(vertx, http, caller.get(), (now - startNanos) / NANOS_PER_MICRO, now)
                .onSuccess(sample -> {
                    samples.add(sample);
                    vertx.setTimer(pauseMillis, due -> sendNext(caller, done));
                });
    }
}
