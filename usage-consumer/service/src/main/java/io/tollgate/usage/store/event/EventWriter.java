package io.tollgate.usage.store.event;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes events that are not there yet within a transaction, and tells which the store refused. Thread-safe.
 *
 * <p>A batch goes the fast way at first. When that fails, because of a duplicate or of an event that the store will not have,
 * it goes the careful way, and so do some after it: duplicates come in numbers, when a topic is read again.
 */
public final class EventWriter {

    /** SQLSTATE classes that blame the data: cardinality, data, integrity, program limit. */
    private static final Set<String> DATA_IS_TO_BLAME = Set.of("21", "22", "23", "54");

    private final Care care = new Care();

    private static final Comparator<EventRow> BY_DAY_AND_ID = Comparator.comparing(EventRow::day)
            .thenComparing(row -> row.event().id())
            .thenComparing(row -> row.event().occurredAt());

    /**
     * What became of some events; those named nowhere were there already.
     *
     * @param inserted those that are new
     * @param refused those that the store will not have, with the reason
     */
    public record Result(Set<EventKey> inserted, Map<EventKey, String> refused) {}

    /** Writes {@code rows}; of several with one key the first. In one order, so that of two writers one waits, never both. */
    public Result write(Connection connection, Collection<EventRow> rows) throws SQLException {
        Map<EventKey, EventRow> first = LinkedHashMap.newLinkedHashMap(rows.size());
        for (EventRow row : rows) {
            first.putIfAbsent(row.key(), row);
        }
        List<EventRow> sorted = first.values().stream().sorted(BY_DAY_AND_ID).toList();
        if (sorted.isEmpty()) {
            return new Result(Set.of(), Map.of());
        }
        if (!care.take()) {
            if (copied(connection, sorted)) {
                return new Result(first.keySet(), Map.of());
            }
            care.need();
        }
        Result result = new Result(HashSet.newHashSet(sorted.size()), new HashMap<>());
        insert(connection, sorted, result);
        return result;
    }

    private static boolean copied(Connection connection, List<EventRow> rows) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            EventCopy.copy(connection, rows);
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            if (!dataIsToBlame(e)) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    private static void insert(Connection connection, List<EventRow> rows, Result result) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            result.inserted().addAll(EventInsert.insert(connection, rows));
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            if (!dataIsToBlame(e)) {
                throw e;
            }
            connection.rollback(before);
            insertApart(connection, rows, e, result);
        }
    }

    /** Halves the events until those that the store refuses stand alone. */
    private static void insertApart(Connection connection, List<EventRow> rows, SQLException refusal, Result result)
            throws SQLException {
        if (rows.size() == 1) {
            EventRow refused = rows.getFirst();
            String reason = "the store refused event " + refused.event().id() + ", SQLSTATE " + refusal.getSQLState();
            result.refused().put(refused.key(), reason);
            return;
        }
        int half = rows.size() / 2;
        insert(connection, rows.subList(0, half), result);
        insert(connection, rows.subList(half, rows.size()), result);
    }

    private static boolean dataIsToBlame(SQLException e) {
        return e.getSQLState() != null
                && e.getSQLState().length() == 5
                && DATA_IS_TO_BLAME.contains(e.getSQLState().substring(0, 2));
    }
}
