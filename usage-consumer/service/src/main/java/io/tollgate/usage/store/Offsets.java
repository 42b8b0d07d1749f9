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

    private static final String CLAIM_UNREAD = """
            INSERT INTO usage.consumer_offset (next_offset, topic, topic_id, partition) VALUES (?, ?, ?, ?)
            ON CONFLICT (topic, topic_id, partition) DO NOTHING""";
    private static final String CLAIM = """
            UPDATE usage.consumer_offset SET next_offset = ?
            WHERE topic = ? AND topic_id = ? AND partition = ? AND next_offset = ?""";
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
        for (PartitionBatch batch : batches) {
            if (!claimed(connection, topic, batch)) {
                throw new StoreUnavailableException("partition " + batch.partition() + " does not stand at "
                        + batch.storedOffset() + " any more: another consumer has read on, or the store is another");
            }
        }
    }

    /** A store that has forgotten what was read is another. */
    private static boolean claimed(Connection connection, TopicKey topic, PartitionBatch batch) throws SQLException {
        boolean unread = batch.storedOffset() == PartitionBatch.UNREAD;
        try (PreparedStatement claim = connection.prepareStatement(unread ? CLAIM_UNREAD : CLAIM)) {
            claim.setLong(1, batch.nextOffset());
            claim.setString(2, topic.name());
            claim.setString(3, topic.id());
            claim.setInt(4, batch.partition());
            if (!unread) {
                claim.setLong(5, batch.storedOffset());
            }
            return claim.executeUpdate() == 1;
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
