package io.tollgate.usage.store;

import io.tollgate.usage.store.PartitionBatch.Incoming;
import io.tollgate.usage.store.event.EventRow;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Records that were put aside. Thread-safe. */
@Singleton
public final class DeadLetterStore {

    private static final String COLUMNS =
            "id, topic, partition, record_offset, reason, value_bytes, length(value)," + " recorded_at, replayed_at";
    private static final String PUT_ASIDE = """
            INSERT INTO usage.dead_letter (topic, topic_id, partition, record_offset, reason, value, value_bytes)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""";
    private static final String LIST = "SELECT " + COLUMNS
            + " FROM usage.dead_letter WHERE id > ? AND (? OR replayed_at IS NULL) ORDER BY id LIMIT ?";
    private static final String VALUE = "SELECT value FROM usage.dead_letter WHERE id = ?";
    private static final String CLAIM =
            "SELECT id FROM usage.dead_letter WHERE id = ANY (?) AND replayed_at IS NULL ORDER BY id FOR UPDATE";
    private static final String TAKEN = "UPDATE usage.dead_letter SET replayed_at = now() WHERE id = ?";
    private static final String STILL_WRONG = "UPDATE usage.dead_letter SET reason = ? WHERE id = ?";

    private final DataSource source;
    private final EventTransactions transactions;

    DeadLetterStore(DataSource source, EventTransactions transactions) {
        this.source = source;
        this.transactions = transactions;
    }

    /** Puts {@code rejected} aside, within a transaction. */
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

    /**
     * At most {@code most} dead letters with ids above {@code after}, in the order of their ids.
     *
     * @param replayed whether those that were taken after all are among them
     * @throws StoreUnavailableException when the store did not answer
     */
    public List<DeadLetter> list(long after, boolean replayed, int most) {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement(LIST)) {
            query.setLong(1, after);
            query.setBoolean(2, replayed);
            query.setInt(3, most);
            List<DeadLetter> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(letter(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new StoreUnavailableException("listing dead letters", e);
        }
    }

    /** What is kept of the record. @throws StoreUnavailableException when the store did not answer */
    public Optional<byte[]> value(long id) {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement(VALUE)) {
            query.setLong(1, id);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException("reading a dead letter", e);
        }
    }

    /**
     * Writes what can be read by now, in one transaction: an event that is taken is counted, and its letter is done with.
     *
     * @param readable events by the ids of their letters, which stand for offsets
     * @param unreadable the reasons by the ids of the other letters
     * @param priced when the events' rate cards were found, or before
     * @throws StoreUnavailableException when that did not happen, or whether it did is unknown
     */
    public Written replay(List<Incoming> readable, Map<Long, String> unreadable, Instant priced) {
        return transactions.run("replaying dead letters", priced, readable, (connection, events, rows) -> {
            Set<Long> open = claim(connection, readable, unreadable.keySet());
            Map<Long, EventRow> claimed = new TreeMap<>();
            for (int i = 0; i < rows.size(); i++) {
                if (open.contains(readable.get(i).offset())) {
                    claimed.put(readable.get(i).offset(), rows.get(i));
                }
            }
            Iterator<Fate> fates = events.write(List.copyOf(claimed.values())).iterator();
            Map<Long, Fate> settled = new TreeMap<>();
            claimed.keySet().forEach(id -> settled.put(id, fates.next()));
            unreadable.forEach((id, reason) -> {
                if (open.contains(id)) {
                    settled.put(id, new Fate.Refused(reason));
                }
            });
            Written written = note(connection, settled);
            events.finish();
            return written;
        });
    }

    /** The ids of those letters that nobody else has replayed, or is replaying. */
    private static Set<Long> claim(Connection connection, List<Incoming> readable, Set<Long> unreadable)
            throws SQLException {
        Long[] ids = Stream.concat(readable.stream().map(Incoming::offset), unreadable.stream())
                .toArray(Long[]::new);
        Array array = connection.createArrayOf("int8", ids);
        Set<Long> open = new HashSet<>();
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setArray(1, array);
            try (ResultSet rows = claim.executeQuery()) {
                while (rows.next()) {
                    open.add(rows.getLong(1));
                }
            }
        } finally {
            array.free();
        }
        return open;
    }

    private static Written note(Connection connection, Map<Long, Fate> settled) throws SQLException {
        int ingested = 0;
        int duplicates = 0;
        int refused = 0;
        try (PreparedStatement taken = connection.prepareStatement(TAKEN);
                PreparedStatement wrong = connection.prepareStatement(STILL_WRONG)) {
            for (Map.Entry<Long, Fate> letter : settled.entrySet()) {
                switch (letter.getValue()) {
                    case Fate.Ingested() -> ingested++;
                    case Fate.Duplicate() -> duplicates++;
                    case Fate.Refused(String reason) -> {
                        refused++;
                        wrong.setString(1, reason);
                        wrong.setLong(2, letter.getKey());
                        wrong.executeUpdate();
                        continue;
                    }
                }
                taken.setLong(1, letter.getKey());
                taken.executeUpdate();
            }
        }
        return new Written(ingested, duplicates, refused);
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        OffsetDateTime replayed = row.getObject(9, OffsetDateTime.class);
        return new DeadLetter(
                row.getLong(1),
                row.getString(2),
                row.getInt(3),
                row.getLong(4),
                row.getString(5),
                row.getInt(6),
                row.getInt(7),
                row.getObject(8, OffsetDateTime.class).toInstant(),
                replayed == null ? null : replayed.toInstant());
    }
}
