package io.tollgate.usage.store;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Writes batches whole or not at all, and knows how far each partition has been read. Thread-safe. */
@Singleton
public final class UsageStore {

    private final DataSource source;
    private final EventTransactions transactions;

    UsageStore(DataSource source, EventTransactions transactions) {
        this.source = source;
        this.transactions = transactions;
    }

    /**
     * Writes events, sums, dead letters and offsets in one transaction.
     *
     * @throws StoreUnavailableException when that did not happen, or whether it did is unknown
     */
    public Written write(TopicKey topic, List<PartitionBatch> batches) {
        List<PartitionBatch> sorted = batches.stream()
                .sorted(Comparator.comparingInt(PartitionBatch::partition))
                .toList();
        Instant priced = sorted.stream()
                .map(PartitionBatch::priced)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        return transactions.run(
                "writing a batch",
                priced,
                sorted.stream().flatMap(batch -> batch.events().stream()).toList(),
                (connection, events, rows) -> new BatchTransaction(connection, topic, events).write(sorted, rows));
    }

    /**
     * How far each partition of {@code topic} has been read; partitions never read are missing.
     *
     * @throws StoreUnavailableException when the store did not answer
     */
    public Map<Integer, Progress> progress(TopicKey topic) {
        try (Connection connection = source.getConnection()) {
            return Offsets.progress(connection, topic);
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
}
