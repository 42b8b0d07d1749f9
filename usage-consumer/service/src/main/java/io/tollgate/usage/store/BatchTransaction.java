package io.tollgate.usage.store;

import io.tollgate.events.UsageEvent;
import io.tollgate.events.codec.UsageEventCodec;
import io.tollgate.usage.store.PartitionBatch.Incoming;
import io.tollgate.usage.store.event.EventKey;
import io.tollgate.usage.store.event.EventRow;
import io.tollgate.usage.store.event.EventWriter;
import io.tollgate.usage.store.rollup.Rollups;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that batches change, within one transaction; who made the connection commits. Rows are written in the order of
 * their keys, table after table, so that of two consumers one waits for the other, never both.
 */
final class BatchTransaction {

    private static final UsageEventCodec CODEC = new UsageEventCodec();

    private final Connection connection;
    private final TopicKey topic;
    private final Rollups rollups = new Rollups();
    private final Set<EventKey> counted = new HashSet<>();

    BatchTransaction(Connection connection, TopicKey topic) {
        this.connection = connection;
        this.topic = topic;
    }

    Written write(List<PreparedBatch> batches) throws SQLException {
        EventWriter.Result events = EventWriter.write(
                connection,
                batches.stream().flatMap(batch -> batch.rows().stream()).toList());
        Written total = Written.NOTHING;
        for (PreparedBatch batch : batches) {
            total = total.plus(account(batch, events));
        }
        rollups.store(connection);
        return total;
    }

    private Written account(PreparedBatch prepared, EventWriter.Result events) throws SQLException {
        PartitionBatch batch = prepared.batch();
        List<RejectedRecord> rejected = new ArrayList<>(batch.rejected());
        int ingested = 0;
        int duplicates = 0;
        for (int i = 0; i < batch.events().size(); i++) {
            EventRow row = prepared.rows().get(i);
            EventKey key = row.key();
            String refusal = events.refused().get(key);
            if (refusal != null) {
                rejected.add(refused(batch.events().get(i), refusal));
            } else if (events.inserted().contains(key) && counted.add(key)) {
                rollups.add(row);
                ingested++;
            } else {
                duplicates++;
            }
        }
        Written written = new Written(ingested, duplicates, rejected.size());
        DeadLetters.putAside(connection, topic, batch.partition(), rejected);
        Offsets.advance(connection, topic, batch, written);
        return written;
    }

    private static RejectedRecord refused(Incoming incoming, String sqlState) {
        UsageEvent event = incoming.event();
        String reason = "the store refused event " + event.id() + ", SQLSTATE " + sqlState;
        return RejectedRecord.of(incoming.offset(), reason, CODEC.encode(event));
    }
}
