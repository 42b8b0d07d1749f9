package io.tollgate.scenarios.calls;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends callers in turn to the nodes that say that they are ready, as a Kubernetes Service does. It looks every
 * {@value #LOOK_MILLIS} ms and never tries a call again. Thread-safe.
 */
public final class Balancer implements AutoCloseable {

    private static final long LOOK_MILLIS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<URI> nodes;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<URI> ready;

    private Balancer(List<URI> nodes) {
        this.nodes = List.copyOf(nodes);
        this.ready = this.nodes;
    }

    /** Over nodes that are ready now. */
    public static Balancer over(List<URI> nodes) {
        var balancer = new Balancer(nodes);
        balancer.clock.scheduleWithFixedDelay(balancer::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return balancer;
    }

    /** The node whose turn it is. */
    public URI next() {
        List<URI> now = ready;
        return now.get(Math.floorMod(turn.getAndIncrement(), now.size()));
    }

    /** Whether calls are sent to {@code node} at present. */
    public boolean sendsTo(URI node) {
        return ready.contains(node);
    }

    private void look() {
        List<URI> now = nodes.stream().filter(this::isReady).toList();
        if (!now.isEmpty()) {
            ready = now;
        }
    }

    private boolean isReady(URI node) {
        var request = HttpRequest.newBuilder(node.resolve("/q/health/ready"))
                .timeout(PATIENCE)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
