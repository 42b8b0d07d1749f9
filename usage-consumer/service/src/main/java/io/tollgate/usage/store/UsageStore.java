package io.tollgate.usage.store;

import io.tollgate.events.UsageEvent;
import io.tollgate.usage.store.PartitionBatch.Incoming;
import io.tollgate.usage.store.day.EventDays;
import io.tollgate.usage.store.event.EventWriter;
import io.tollgate.usage.store.series.Series;
import io.tollgate.usage.store.series.SeriesIds;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/** Writes batches whole or not at all, and knows how far each partition has been read. Thread-safe. */
@Singleton
public final class UsageStore {

    private final DataSource source;
    private final SeriesIds seriesIds;
    private final EventDays days;
    private final EventWriter events = new EventWriter();

    UsageStore(DataSource source, SeriesIds seriesIds, EventDays days) {
        this.source = source;
        this.seriesIds = seriesIds;
        this.days = days;
    }

    /**
     * Writes events, sums, dead letters and offsets in one transaction.
     *
     * @throws StoreUnavailableException when that did not happen, or whether it did is unknown
     */
    public Written write(TopicKey topic, List<PartitionBatch> batches) {
        try (Connection connection = source.getConnection()) {
            List<PreparedBatch> prepared = prepared(connection, batches);
            connection.setAutoCommit(false);
            try {
                Written written = new BatchTransaction(connection, topic, events).write(prepared);
                connection.commit();
                return written;
            } catch (SQLException | RuntimeException e) {
                rollback(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            forget();
            throw new StoreUnavailableException("writing a batch", e);
        } catch (StoreUnavailableException e) {
            forget();
            throw e;
        }
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

    /** Gives each event its series and its day, which are committed before the events that need them. */
    private List<PreparedBatch> prepared(Connection connection, List<PartitionBatch> batches) throws SQLException {
        Set<Series> series = new HashSet<>();
        Set<LocalDate> occurred = new HashSet<>();
        for (PartitionBatch batch : batches) {
            for (Incoming incoming : batch.events()) {
                series.add(Series.of(incoming.event()));
                occurred.add(day(incoming.event()));
            }
        }
        days.ensure(connection, occurred);
        Map<Series, Long> ids = seriesIds.resolve(connection, series);
        return batches.stream()
                .sorted(Comparator.comparingInt(PartitionBatch::partition))
                .map(batch -> PreparedBatch.of(batch, event -> ids.get(Series.of(event))))
                .toList();
    }

    /** The store may have become another, or another may have dropped days. */
    private void forget() {
        seriesIds.forget();
        days.forget();
    }

    private static LocalDate day(UsageEvent event) {
        return LocalDate.ofInstant(event.occurredAt(), ZoneOffset.UTC);
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
