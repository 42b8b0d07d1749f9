package io.tollgate.usage.store;

import io.tollgate.usage.store.PartitionBatch.Incoming;
import io.tollgate.usage.store.event.EventRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Everything that batches change, within one transaction; who made the connection commits. */
final class BatchTransaction {

    private final Connection connection;
    private final TopicKey topic;
    private final EventTransaction events;

    BatchTransaction(Connection connection, TopicKey topic, EventTransaction events) {
        this.connection = connection;
        this.topic = topic;
        this.events = events;
    }

    /** Writes {@code batches}, which are sorted by partition and whose events have become {@code rows}. */
    Written write(List<PartitionBatch> batches, List<EventRow> rows) throws SQLException {
        Offsets.claim(connection, topic, batches);
        Iterator<Fate> fates = events.write(rows).iterator();
        Written total = Written.NOTHING;
        for (PartitionBatch batch : batches) {
            total = total.plus(account(batch, fates));
        }
        events.finish();
        return total;
    }

    private Written account(PartitionBatch batch, Iterator<Fate> fates) throws SQLException {
        List<RejectedRecord> rejected = new ArrayList<>(batch.rejected());
        int ingested = 0;
        int duplicates = 0;
        for (Incoming incoming : batch.events()) {
            switch (fates.next()) {
                case Fate.Ingested() -> ingested++;
                case Fate.Duplicate() -> duplicates++;
                case Fate.Refused(String reason) ->
                    rejected.add(RejectedRecord.of(incoming.offset(), reason, incoming.value()));
            }
        }
        Written written = new Written(ingested, duplicates, rejected.size());
        DeadLetterStore.putAside(connection, topic, batch.partition(), rejected);
        Offsets.count(connection, topic, batch.partition(), written);
        return written;
    }
}
