package io.tollgate.scenarios.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Sends what is due when it is due. Used by one event loop. */
final class OpenLoop {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MICROS_PER_SECOND = 1e6;

    private final Vertx vertx;
    private final HttpClient http;
    private final double lengthSeconds;
    private final long startNanos = System.nanoTime();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingDouble(Due::seconds));
    private final List<Sample> samples = new ArrayList<>();
    private final Promise<Samples> ended = Promise.promise();
    private int inFlight;

    private record Due(Source source, double seconds) {}

    OpenLoop(Vertx vertx, HttpClient http, List<? extends Source> sources, Duration length) {
        this.vertx = vertx;
        this.http = http;
        this.lengthSeconds = length.toNanos() / NANOS_PER_SECOND;
        sources.forEach(this::schedule);
    }

    Future<Samples> run() {
        sendWhatIsDue();
        return ended.future();
    }

    private void schedule(Source source) {
        double next = source.nextSeconds();
        if (next < lengthSeconds) {
            due.add(new Due(source, next));
        }
    }

    private void sendWhatIsDue() {
        double now = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
        while (!due.isEmpty() && due.peek().seconds() <= now) {
            Due first = due.poll();
            send(first);
            schedule(first.source());
        }
        if (!due.isEmpty()) {
            vertx.setTimer(Math.max(1, Math.round((due.peek().seconds() - now) * 1_000)), later -> sendWhatIsDue());
        } else if (inFlight == 0) {
            ended.tryComplete(new Samples(samples));
        }
    }

    private void send(Due each) {
        inFlight++;
        Flight.send(
                        vertx,
                        http,
                        each.source().shot(),
                        (long) (each.seconds() * MICROS_PER_SECOND),
                        startNanos + (long) (each.seconds() * NANOS_PER_SECOND))
                .onSuccess(sample -> {
                    inFlight--;
                    samples.add(sample);
                    if (inFlight == 0 && due.isEmpty()) {
                        ended.tryComplete(new Samples(samples));
                    }
                });
    }
}
