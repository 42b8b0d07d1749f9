package io.tollgate.usage.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How far each partition has been read. */
final class Offsets {

    private static final String CLAIM = """
            INSERT INTO usage.consumer_offset AS known (topic, topic_id, partition, next_offset) VALUES (?, ?, ?, ?)
            ON CONFLICT (topic, topic_id, partition) DO UPDATE SET next_offset = excluded.next_offset
            WHERE known.next_offset = ?""";
    private static final String COUNT = """
            UPDATE usage.consumer_offset
            SET ingested = ingested + ?, duplicates = duplicates + ?, dead_letters = dead_letters + ?
            WHERE topic = ? AND topic_id = ? AND partition = ?""";
    private static final String PROGRESS = """
            SELECT partition, next_offset, ingested, duplicates, dead_letters
            FROM usage.consumer_offset WHERE topic = ? AND topic_id = ?""";

    private Offsets() {}

    /**
     * Takes the partitions of {@code batches}, sorted by number, from where they must stand to where they end, before
     * anything else is written: of two consumers that read the same records the second waits here, and learns that they are
     * written.
     *
     * @throws StoreUnavailableException when one stands elsewhere
     */
    static void claim(Connection connection, TopicKey topic, List<PartitionBatch> batches) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(CLAIM)) {
            for (PartitionBatch batch : batches) {
                upsert.setString(1, topic.name());
                upsert.setString(2, topic.id());
                upsert.setInt(3, batch.partition());
                upsert.setLong(4, batch.nextOffset());
                upsert.setLong(5, batch.storedOffset());
                if (upsert.executeUpdate() == 0) {
                    throw new StoreUnavailableException(
                            "partition " + batch.partition() + " does not stand at " + batch.storedOffset()
                                    + " any more: another consumer has read on, or the store is another");
                }
            }
        }
    }

    static void count(Connection connection, TopicKey topic, int partition, Written written) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(COUNT)) {
            update.setInt(1, written.ingested());
            update.setInt(2, written.duplicates());
            update.setInt(3, written.deadLetters());
            update.setString(4, topic.name());
            update.setString(5, topic.id());
            update.setInt(6, partition);
            update.executeUpdate();
        }
    }

    static Map<Integer, Progress> progress(Connection connection, TopicKey topic) throws SQLException {
        Map<Integer, Progress> found = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement(PROGRESS)) {
            query.setString(1, topic.name());
            query.setString(2, topic.id());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            rows.getInt(1),
                            new Progress(rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5)));
                }
            }
        }
        return found;
    }
}
