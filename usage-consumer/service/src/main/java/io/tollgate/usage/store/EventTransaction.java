package io.tollgate.usage.store;

import io.tollgate.usage.store.day.DayLocks;
import io.tollgate.usage.store.event.EventKey;
import io.tollgate.usage.store.event.EventRow;
import io.tollgate.usage.store.event.EventWriter;
import io.tollgate.usage.store.rollup.Rollups;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Events and their sums, within one transaction; who made the connection commits. Rows are written in the order of their
 * keys, table after table, so that of two writers one waits for the other, never both.
 */
final class EventTransaction {

    private final Connection connection;
    private final EventWriter events;
    private final Rollups rollups = new Rollups();

    EventTransaction(Connection connection, EventWriter events) {
        this.connection = connection;
        this.events = events;
    }

    /** Writes those of {@code rows} that are new; what became of each, in their order. */
    List<Fate> write(List<EventRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return List.of();
        }
        DayLocks.share(connection, rows.stream().map(EventRow::day).collect(Collectors.toCollection(TreeSet::new)));
        LocalDate keptFrom = DayLocks.keptFrom(connection);
        List<EventRow> acceptable = new ArrayList<>(rows.size());
        for (EventRow row : rows) {
            if (refusal(row, keptFrom).isEmpty()) {
                acceptable.add(row);
            }
        }
        EventWriter.Result result = events.write(connection, acceptable);
        Set<EventKey> counted = HashSet.newHashSet(result.inserted().size());
        List<Fate> fates = new ArrayList<>(rows.size());
        for (EventRow row : rows) {
            fates.add(
                    refusal(row, keptFrom).<Fate>map(Fate.Refused::new).orElseGet(() -> settle(row, result, counted)));
        }
        return fates;
    }

    /** Adds what was new to the sums. Others wait for these rows, so it comes last. */
    void finish() throws SQLException {
        rollups.store(connection);
    }

    private Fate settle(EventRow row, EventWriter.Result result, Set<EventKey> counted) {
        EventKey key = row.key();
        String refusal = result.refused().get(key);
        if (refusal != null) {
            return new Fate.Refused(refusal);
        }
        if (result.inserted().contains(key) && counted.add(key)) {
            rollups.add(row);
            return new Fate.Ingested();
        }
        return new Fate.Duplicate();
    }

    private static Optional<String> refusal(EventRow row, LocalDate keptFrom) {
        if (row.day().isBefore(keptFrom)) {
            return Optional.of(
                    "occurred on " + row.day() + ", and events before " + keptFrom + " are not kept any more");
        }
        return Optional.empty();
    }
}
