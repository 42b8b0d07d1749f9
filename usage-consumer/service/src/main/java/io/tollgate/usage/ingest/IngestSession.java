package io.tollgate.usage.ingest;

import io.tollgate.events.UsageEvent;
import io.tollgate.usage.store.Progress;
import io.tollgate.usage.store.StoreUnavailableException;
import io.tollgate.usage.store.TopicKey;
import io.tollgate.usage.store.UsageStore;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * One membership in the consumer group. Confined to the ingest thread.
 *
 * <p>A partition is either positioned, at the offset that the store holds, or paused. A failed write un-positions all of
 * them, so there is one way back for every failure: ask the store how far it got, and go on from there. Polling never
 * stops meanwhile, so the group does not take the partitions away.
 */
final class IngestSession implements ConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(IngestSession.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> kafka;
    private final TopicKey topic;
    private final UsageStore store;
    private final BatchDecoder decoder;
    private final IngestMetrics metrics;
    private final Consumer<IngestState> state;
    private final Backoff backoff = new Backoff();
    private final Set<TopicPartition> unpositioned = new HashSet<>();
    private boolean joined;

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
    }

    void run(BooleanSupplier running) {
        kafka.subscribe(List.of(UsageEvent.TOPIC), this);
        while (running.getAsBoolean()) {
            turn();
        }
    }

    private void turn() {
        if (!position()) {
            holdOff();
            return;
        }
        ConsumerRecords<byte[], byte[]> records = kafka.poll(POLL);
        if (joined) {
            state.accept(IngestState.CONSUMING);
        }
        if (!records.isEmpty() && !write(records)) {
            holdOff();
        }
        metrics.lag(lag());
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
                } else {
                    kafka.seek(partition, known.nextOffset());
                }
            }
            kafka.resume(unpositioned);
            unpositioned.clear();
            return true;
        } catch (StoreUnavailableException e) {
            LOG.warnf("paused until the store answers: %s", e.getMessage());
            return false;
        }
    }

    private boolean write(ConsumerRecords<byte[], byte[]> records) {
        try {
            metrics.timed(() -> store.write(topic, decoder.decode(records)));
            backoff.reset();
            kafka.commitAsync(records.nextOffsets(), (offsets, e) -> {
                if (e != null) {
                    LOG.debugf("offsets were not shown to the group: %s", e.getMessage());
                }
            });
            return true;
        } catch (StoreUnavailableException e) {
            metrics.failed();
            LOG.warnf("a batch will be read again: %s", e.getMessage());
            return false;
        }
    }

    /** Everything is paused, so this poll brings nothing; it waits, and keeps the membership. */
    private void holdOff() {
        state.accept(IngestState.WAITING_FOR_STORE);
        unposition(kafka.assignment());
        kafka.poll(backoff.next());
    }

    private void unposition(Collection<TopicPartition> partitions) {
        kafka.pause(partitions);
        unpositioned.addAll(partitions);
    }

    private long lag() {
        long lag = 0;
        for (TopicPartition partition : kafka.assignment()) {
            lag += kafka.currentLag(partition).orElse(0);
        }
        return lag;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        joined = true;
        unposition(partitions);
        LOG.infof("assigned %d partitions of %s", partitions.size(), topic.name());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        unpositioned.removeAll(partitions);
    }
}
