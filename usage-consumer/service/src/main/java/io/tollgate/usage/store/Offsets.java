package io.tollgate.usage.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** How far each partition has been read. */
final class Offsets {

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

    private Offsets() {}

    static void advance(Connection connection, TopicKey topic, PartitionBatch batch, Written written)
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
