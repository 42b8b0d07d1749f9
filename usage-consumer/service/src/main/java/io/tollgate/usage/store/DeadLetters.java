package io.tollgate.usage.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Puts records aside within a transaction. */
final class DeadLetters {

    private static final String PUT_ASIDE = """
            INSERT INTO usage.dead_letter (topic, topic_id, partition, record_offset, reason, value, value_bytes)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""";

    private DeadLetters() {}

    static void putAside(Connection connection, TopicKey topic, int partition, List<RejectedRecord> rejected)
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
}
