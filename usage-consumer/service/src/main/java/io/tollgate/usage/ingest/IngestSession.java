package io.tollgate.usage.ingest;

import io.tollgate.events.UsageEvent;
import io.tollgate.usage.store.PartitionBatch;
import io.tollgate.usage.store.Progress;
import io.tollgate.usage.store.StoreUnavailableException;
import io.tollgate.usage.store.TopicKey;
import io.tollgate.usage.store.UsageStore;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * One membership in the consumer group. Confined to the ingest thread.
 *
 * <p>A partition is either positioned, at the offset that the store holds, or paused. A failed write un-positions all of
 * them, so there is one way back for every failure: ask the store how far it got, and go on from there. Polling never
 * stops meanwhile, so the group does not take the partitions away.
 */
final class IngestSession implements ConsumerRebalanceListener, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(IngestSession.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> kafka;
    private final TopicKey topic;
    private final UsageStore store;
    private final BatchDecoder decoder;
    private final IngestMetrics metrics;
    private final Consumer<IngestState> state;
    private final BatchInFlight inFlight;
    private final Backoff backoff = new Backoff();
    private final Set<TopicPartition> unpositioned = new HashSet<>();

    /** What the store holds, or will hold once the batch under way is written. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    /** Of the batch under way; empty when there is none. */
    private Map<TopicPartition, OffsetAndMetadata> written = Map.of();

    private boolean joined;

    /** A batch was not written, and none has been since. */
    private boolean failing;

    IngestSession(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> kafka,
            TopicKey topic,
            UsageStore store,
            BatchDecoder decoder,
            IngestMetrics metrics,
            Consumer<IngestState> state) {
        this.kafka = kafka;
        this.topic = topic;
        this.store = store;
        this.decoder = decoder;
        this.metrics = metrics;
        this.state = state;
        this.inFlight = new BatchInFlight(topic, store, metrics);
    }

    void run(BooleanSupplier running) {
        kafka.subscribe(List.of(UsageEvent.TOPIC), this);
        while (running.getAsBoolean()) {
            turn();
        }
    }

    /** Lets the batch under way end. */
    @Override
    public void close() {
        inFlight.close();
    }

    private void turn() {
        if (!position()) {
            holdOff();
            return;
        }
        ConsumerRecords<byte[], byte[]> records = kafka.poll(POLL);
        List<PartitionBatch> batches = decoder.decode(records, positions);
        if (!settle()) {
            holdOff();
            return;
        }
        if (!batches.isEmpty()) {
            begin(batches, records.nextOffsets());
        }
        OptionalLong lag = lag();
        lag.ifPresent(metrics::lag);
        boolean allWritten = written.isEmpty() && lag.isPresent() && lag.getAsLong() == 0;
        failing &= !allWritten;
        if (joined && !failing) {
            state.accept(IngestState.CONSUMING);
        }
    }

    private boolean position() {
        if (unpositioned.isEmpty()) {
            return true;
        }
        try {
            Map<Integer, Progress> progress = store.progress(topic);
            for (TopicPartition partition : unpositioned) {
                Progress known = progress.get(partition.partition());
                if (known == null) {
                    kafka.seekToBeginning(List.of(partition));
                    positions.put(partition, PartitionBatch.UNREAD);
                } else {
                    kafka.seek(partition, known.nextOffset());
                    positions.put(partition, known.nextOffset());
                }
            }
            kafka.resume(unpositioned);
            unpositioned.clear();
            return true;
        } catch (StoreUnavailableException e) {
            LOG.warn("paused until the store answers", e);
            return false;
        }
    }

    private void begin(List<PartitionBatch> batches, Map<TopicPartition, OffsetAndMetadata> next) {
        for (PartitionBatch batch : batches) {
            positions.put(new TopicPartition(topic.name(), batch.partition()), batch.nextOffset());
        }
        inFlight.begin(batches);
        written = next;
    }

    /** Waits for the batch under way; false when it was not written, and must be read again. */
    private boolean settle() {
        try {
            inFlight.settle();
            if (!written.isEmpty()) {
                backoff.reset();
                failing = false;
                kafka.commitAsync(written, (offsets, e) -> {
                    if (e != null) {
                        LOG.debugf("offsets were not shown to the group: %s", e.getMessage());
                    }
                });
            }
            return true;
        } catch (StoreUnavailableException e) {
            failing = true;
            metrics.failed();
            LOG.warn("a batch will be read again", e);
            unposition(kafka.assignment());
            return false;
        } finally {
            written = Map.of();
        }
    }

    /** Everything is paused, so this poll brings nothing; it waits, and keeps the membership. */
    private void holdOff() {
        state.accept(IngestState.WAITING_FOR_STORE);
        kafka.poll(backoff.next());
    }

    private void unposition(Collection<TopicPartition> partitions) {
        kafka.pause(partitions);
        unpositioned.addAll(partitions);
        positions.keySet().removeAll(partitions);
    }

    /** Records that are there and have not been polled; empty while the brokers have not said. */
    private OptionalLong lag() {
        long lag = 0;
        for (TopicPartition partition : kafka.assignment()) {
            OptionalLong known = kafka.currentLag(partition);
            if (known.isEmpty()) {
                return known;
            }
            lag += known.getAsLong();
        }
        return OptionalLong.of(lag);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        joined = true;
        unposition(partitions);
        LOG.infof("assigned %d partitions of %s", partitions.size(), topic.name());
    }

    /** Finishes what is under way, so that the next reader need not read it again. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!settle()) {
            LOG.debug("the next reader will read it again");
        }
        unpositioned.removeAll(partitions);
        positions.keySet().removeAll(partitions);
    }
}
