package io.tollgate.usage.store;

import io.tollgate.events.codec.UsageEventCodec;
import io.tollgate.usage.store.PartitionBatch.Incoming;
import io.tollgate.usage.store.event.EventWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Everything that batches change, within one transaction; who made the connection commits. */
final class BatchTransaction {

    private static final UsageEventCodec CODEC = new UsageEventCodec();

    private final Connection connection;
    private final TopicKey topic;
    private final EventTransaction events;

    BatchTransaction(Connection connection, TopicKey topic, EventWriter writer) {
        this.connection = connection;
        this.topic = topic;
        this.events = new EventTransaction(connection, writer);
    }

    /** Writes {@code batches}, which are sorted by partition. */
    Written write(List<PreparedBatch> batches) throws SQLException {
        Offsets.claim(connection, topic, batches);
        Iterator<Fate> fates = events.write(
                        batches.stream().flatMap(batch -> batch.rows().stream()).toList())
                .iterator();
        Written total = Written.NOTHING;
        for (PreparedBatch prepared : batches) {
            total = total.plus(account(prepared.batch(), fates));
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
                    rejected.add(RejectedRecord.of(incoming.offset(), reason, CODEC.encode(incoming.event())));
            }
        }
        Written written = new Written(ingested, duplicates, rejected.size());
        DeadLetters.putAside(connection, topic, batch.partition(), rejected);
        Offsets.count(connection, topic, batch.partition(), written);
        return written;
    }
}
