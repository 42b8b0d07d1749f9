package io.tollgate.usage.store;

import io.tollgate.events.UsageEvent;
import io.tollgate.events.codec.UsageEventCodec;
import io.tollgate.usage.store.PartitionBatch.Incoming;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Writes batches whole or not at all, and knows how far each partition has been read. Thread-safe. */
@Singleton
public final class UsageStore {

    /** SQLSTATE classes that blame the data: cardinality, data, integrity, program limit. */
    private static final Set<String> DATA_IS_TO_BLAME = Set.of("21", "22", "23", "54");

    private static final UsageEventCodec CODEC = new UsageEventCodec();
    private static final String PUT_ASIDE = """
            INSERT INTO usage.dead_letter (topic, topic_id, partition, record_offset, reason, value, value_bytes)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""";
    private static final String ADVANCE = """
            INSERT INTO usage.consumer_offset AS known
              (topic, topic_id, partition, next_offset, ingested, duplicates, dead_letters)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (topic, topic_id, partition) DO UPDATE SET
              next_offset = greatest(known.next_offset, excluded.next_offset),
              ingested = known.ingested + excluded.ingested,
              duplicates = known.duplicates + excluded.duplicates,
              dead_letters = known.dead_letters + excluded.dead_letters""";
    private static final String PROGRESS = """
            SELECT partition, next_offset, ingested, duplicates, dead_letters
            FROM usage.consumer_offset WHERE topic = ? AND topic_id = ?""";

    private final DataSource source;

    UsageStore(DataSource source) {
        this.source = source;
    }

    /**
     * Writes events, dead letters and offsets in one transaction.
     *
     * @throws StoreUnavailableException when that did not happen, or whether it did is unknown
     */
    public Written write(TopicKey topic, List<PartitionBatch> batches) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Written total = Written.NOTHING;
                for (PartitionBatch batch : batches) {
                    total = total.plus(write(connection, topic, batch));
                }
                connection.commit();
                return total;
            } catch (SQLException | RuntimeException e) {
                rollback(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException("writing a batch", e);
        }
    }

    /**
     * How far each partition of {@code topic} has been read; partitions never read are missing.
     *
     * @throws StoreUnavailableException when the store did not answer
     */
    public Map<Integer, Progress> progress(TopicKey topic) {
        Map<Integer, Progress> found = new TreeMap<>();
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement(PROGRESS)) {
            query.setString(1, topic.name());
            query.setString(2, topic.id());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            rows.getInt(1),
                            new Progress(rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new StoreUnavailableException("reading offsets", e);
        }
    }

    /** Whether the store answers. */
    public boolean answers() {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT 1")) {
            query.setQueryTimeout(2);
            return query.execute();
        } catch (SQLException e) {
            return false;
        }
    }

    private static Written write(Connection connection, TopicKey topic, PartitionBatch batch) throws SQLException {
        List<RejectedRecord> rejected = new ArrayList<>(batch.rejected());
        int ingested = insert(connection, batch.events(), rejected);
        int refused = rejected.size() - batch.rejected().size();
        Written written = new Written(ingested, batch.events().size() - refused - ingested, rejected.size());
        putAside(connection, topic, batch.partition(), rejected);
        advance(connection, topic, batch, written);
        return written;
    }

    private static int insert(Connection connection, List<Incoming> events, List<RejectedRecord> rejected)
            throws SQLException {
        if (events.isEmpty()) {
            return 0;
        }
        Savepoint before = connection.setSavepoint();
        try {
            int inserted = EventColumns.insert(
                    connection, events.stream().map(Incoming::event).toList());
            connection.releaseSavepoint(before);
            return inserted;
        } catch (SQLException e) {
            if (!dataIsToBlame(e)) {
                throw e;
            }
            connection.rollback(before);
            return insertApart(connection, events, e, rejected);
        }
    }

    /** Halves the events until those that the store refuses stand alone. */
    private static int insertApart(
            Connection connection, List<Incoming> events, SQLException refusal, List<RejectedRecord> rejected)
            throws SQLException {
        if (events.size() == 1) {
            Incoming refused = events.getFirst();
            UsageEvent event = refused.event();
            String reason = "the store refused event " + event.id() + ", SQLSTATE " + refusal.getSQLState();
            rejected.add(RejectedRecord.of(refused.offset(), reason, CODEC.encode(event)));
            return 0;
        }
        int half = events.size() / 2;
        return insert(connection, events.subList(0, half), rejected)
                + insert(connection, events.subList(half, events.size()), rejected);
    }

    private static boolean dataIsToBlame(SQLException e) {
        return e.getSQLState() != null
                && e.getSQLState().length() == 5
                && DATA_IS_TO_BLAME.contains(e.getSQLState().substring(0, 2));
    }

    private static void putAside(Connection connection, TopicKey topic, int partition, List<RejectedRecord> rejected)
            throws SQLException {
        if (rejected.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(PUT_ASIDE)) {
            for (RejectedRecord record : rejected) {
                insert.setString(1, topic.name());
                insert.setString(2, topic.id());
                insert.setInt(3, partition);
                insert.setLong(4, record.offset());
                insert.setString(5, record.reason());
                insert.setBytes(6, record.value());
                insert.setInt(7, record.valueBytes());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void advance(Connection connection, TopicKey topic, PartitionBatch batch, Written written)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(ADVANCE)) {
            upsert.setString(1, topic.name());
            upsert.setString(2, topic.id());
            upsert.setInt(3, batch.partition());
            upsert.setLong(4, batch.nextOffset());
            upsert.setInt(5, written.ingested());
            upsert.setInt(6, written.duplicates());
            upsert.setInt(7, written.deadLetters());
            upsert.executeUpdate();
        }
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
