package io.tollgate.usage.store;

import io.tollgate.usage.store.PartitionBatch.Incoming;
import io.tollgate.usage.store.day.EventDays;
import io.tollgate.usage.store.event.EventRow;
import io.tollgate.usage.store.event.EventWriter;
import io.tollgate.usage.store.series.Series;
import io.tollgate.usage.store.series.SeriesIds;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/** Transactions that write events, whole or not at all. Thread-safe. */
@Singleton
final class EventTransactions {

    /** From the moment at which events were priced to the commit: who corrects prices waits for it. */
    static final Duration LONGEST = Duration.ofSeconds(60);

    private final DataSource source;
    private final SeriesIds seriesIds;
    private final EventDays days;
    private final InstantSource clock;
    private final EventWriter writer = new EventWriter();

    EventTransactions(DataSource source, SeriesIds seriesIds, EventDays days, InstantSource clock) {
        this.source = source;
        this.seriesIds = seriesIds;
        this.days = days;
        this.clock = clock;
    }

    /** What happens in a transaction. */
    @FunctionalInterface
    interface Work<T> {
        /** {@code rows} are those of the events, in their order; what is written there is committed afterwards. */
        T run(Connection connection, EventTransaction transaction, List<EventRow> rows) throws SQLException;
    }

    /**
     * Does {@code work} with {@code events}, which were priced at {@code priced}. The series and the days that these need are
     * committed before. What cannot be committed within a minute of being priced is not, since other prices may apply then.
     *
     * @throws StoreUnavailableException when that did not happen, or whether it did is unknown
     */
    <T> T run(String doing, Instant priced, List<Incoming> events, Work<T> work) {
        try (Connection connection = source.getConnection()) {
            List<EventRow> rows = rows(connection, events);
            connection.setAutoCommit(false);
            try {
                T done = work.run(connection, new EventTransaction(connection, writer), rows);
                if (clock.instant().minus(LONGEST).isAfter(priced)) {
                    throw new StoreUnavailableException(doing + " took too long");
                }
                connection.commit();
                return done;
            } catch (SQLException | RuntimeException e) {
                rollback(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            forget();
            throw new StoreUnavailableException(doing, e);
        } catch (StoreUnavailableException e) {
            forget();
            throw e;
        }
    }

    private List<EventRow> rows(Connection connection, List<Incoming> events) throws SQLException {
        List<Series> series = new ArrayList<>(events.size());
        Set<LocalDate> occurred = new HashSet<>();
        for (Incoming incoming : events) {
            series.add(Series.of(incoming.event()));
            occurred.add(EventDays.of(incoming.event()));
        }
        days.ensure(connection, occurred);
        Map<Series, Long> ids = seriesIds.resolve(connection, new HashSet<>(series));
        List<EventRow> rows = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            Incoming incoming = events.get(i);
            rows.add(new EventRow(incoming.event(), ids.get(series.get(i)), incoming.cardId()));
        }
        return rows;
    }

    /** The store may have become another, or another may have dropped days. */
    private void forget() {
        seriesIds.forget();
        days.forget();
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
