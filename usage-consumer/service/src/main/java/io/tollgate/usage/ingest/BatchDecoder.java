package io.tollgate.usage.ingest;

import io.tollgate.events.UsageEvent;
import io.tollgate.events.codec.UnreadableUsageEventException;
import io.tollgate.events.codec.UsageEventCodec;
import io.tollgate.usage.pricing.CardLookup;
import io.tollgate.usage.store.PartitionBatch;
import io.tollgate.usage.store.PartitionBatch.Incoming;
import io.tollgate.usage.store.RejectedRecord;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Tells events from records that are none, and finds their rate cards; never fails. Thread-safe. */
@Singleton
final class BatchDecoder {

    private final UsageEventCodec codec = new UsageEventCodec();
    private final CardLookup cards;
    private final InstantSource clock;

    BatchDecoder(CardLookup cards, InstantSource clock) {
        this.cards = cards;
        this.clock = clock;
    }

    /**
     * The batches in {@code records} of those partitions that stand somewhere.
     *
     * @param positions where the store stands, for each partition that is being read
     */
    List<PartitionBatch> decode(ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Long> positions) {
        Instant priced = clock.instant();
        List<PartitionBatch> batches = new ArrayList<>(records.partitions().size());
        for (TopicPartition partition : records.partitions()) {
            Long position = positions.get(partition);
            if (position == null) {
                continue;
            }
            List<Incoming> events = new ArrayList<>();
            List<RejectedRecord> rejected = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                decode(record, events, rejected);
            }
            long next = records.nextOffsets().get(partition).offset();
            batches.add(new PartitionBatch(partition.partition(), position, next, events, rejected, priced));
        }
        return batches;
    }

    private void decode(ConsumerRecord<byte[], byte[]> record, List<Incoming> events, List<RejectedRecord> rejected) {
        try {
            UsageEvent event = codec.decode(record.value());
            events.add(new Incoming(record.offset(), event, cards.cardFor(event), record.value()));
        } catch (UnreadableUsageEventException e) {
            rejected.add(RejectedRecord.of(record.offset(), e.getMessage(), record.value()));
        } catch (RuntimeException e) {
            String reason = "reading failed with " + e.getClass().getName();
            rejected.add(RejectedRecord.of(record.offset(), reason, record.value()));
        }
    }
}
