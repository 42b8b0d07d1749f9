package io.tollgate.usage.ingest;

import io.tollgate.usage.store.PartitionBatch;
import io.tollgate.usage.store.StoreUnavailableException;
import io.tollgate.usage.store.TopicKey;
import io.tollgate.usage.store.UsageStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The batch that is being written while the next one is read and decoded; never more than one, so that a slow store slows
 * reading down. Confined to the ingest thread.
 */
final class BatchInFlight implements AutoCloseable {

    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("usage-write").factory());
    private final TopicKey topic;
    private final UsageStore store;
    private final IngestMetrics metrics;
    private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);

    BatchInFlight(TopicKey topic, UsageStore store, IngestMetrics metrics) {
        this.topic = topic;
        this.store = store;
        this.metrics = metrics;
    }

    /** Begins to write {@code batches}; the one before must be settled. */
    void begin(List<PartitionBatch> batches) {
        writing = CompletableFuture.runAsync(() -> metrics.timed(() -> store.write(topic, batches)), writer);
    }

    /**
     * Waits until the batch under way, if any, is written.
     *
     * @throws StoreUnavailableException when it is not; it counts as settled then, too
     */
    void settle() {
        CompletableFuture<Void> settled = writing;
        writing = CompletableFuture.completedFuture(null);
        try {
            settled.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    /** Waits for the batch under way, whatever becomes of it. */
    @Override
    public void close() {
        writer.close();
    }
}
