package io.tollgate.scenarios.proof.ledger;

import io.tollgate.scenarios.stand.Stand;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A load balancer that knows which nodes are well: one after the other. Thread-safe. */
final class LivingNodes implements Supplier<URI> {

    private final List<URI> living;
    private final AtomicInteger next = new AtomicInteger();

    LivingNodes(Stand stand) {
        this.living = new CopyOnWriteArrayList<>(
                IntStream.range(0, stand.nodes()).mapToObj(stand::node).toList());
    }

    @Override
    public URI get() {
        Object[] now = living.toArray();
        return (URI) now[Math.floorMod(next.getAndIncrement(), now.length)];
    }

    void without(URI node) {
        living.remove(node);
    }

    void with(URI node) {
        living.add(node);
    }
}
