package io.tollgate.scenarios.proof.routing;

import io.tollgate.scenarios.stand.Stand;
import io.tollgate.stack.service.ServiceProcess;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A load balancer that asks every node for its readiness and takes the ready ones in turn, as a Kubernetes Service would. Thread-safe. */
final class ReadyNodes implements Supplier<URI>, AutoCloseable {

    private static final long EVERY_MILLIS = 200;

    private final List<ServiceProcess> nodes;
    private final AtomicInteger turn = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final List<AtomicInteger> ready;

    ReadyNodes(Stand stand) {
        this.nodes = stand.cluster().nodes();
        this.ready = nodes.stream().map(node -> new AtomicInteger(1)).toList();
        for (int i = 0; i < nodes.size(); i++) {
            int index = i;
            clock.scheduleWithFixedDelay(() -> look(index), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look(int index) {
        ready.get(index).set(nodes.get(index).isReady() ? 1 : 0);
    }

    @Override
    public URI get() {
        for (int i = 0; i < nodes.size(); i++) {
            int index = Math.floorMod(turn.getAndIncrement(), nodes.size());
            if (ready.get(index).get() == 1) {
                return nodes.get(index).url();
            }
        }
        throw new IllegalStateException("no node is ready");
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
