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

/** Writes events that are not there yet within a transaction, and tells which the store refused. Stateless. */
public final class EventWriter {

    /** SQLSTATE classes that blame the data: cardinality, data, integrity, program limit. */
    private static final Set<String> DATA_IS_TO_BLAME = Set.of("21", "22", "23", "54");

    private EventWriter() {}

    /**
     * What became of some events; those named nowhere were there already.
     *
     * @param inserted those that are new
     * @param refused those that the store will not have, with the SQLSTATE
     */
    public record Result(Set<EventKey> inserted, Map<EventKey, String> refused) {}

    /** Writes {@code rows}; of several with one key the first. In one order, so that of two writers one waits, never both. */
    public static Result write(Connection connection, Collection<EventRow> rows) throws SQLException {
        Map<EventKey, EventRow> first = LinkedHashMap.newLinkedHashMap(rows.size());
        for (EventRow row : rows) {
            first.putIfAbsent(row.key(), row);
        }
        List<EventRow> sorted = first.values().stream()
                .sorted(Comparator.comparing((EventRow row) -> row.event().id())
                        .thenComparing(row -> row.event().occurredAt()))
                .toList();
        Result result = new Result(HashSet.newHashSet(sorted.size()), new HashMap<>());
        insert(connection, sorted, result);
        return result;
    }

    private static void insert(Connection connection, List<EventRow> rows, Result result) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Savepoint before = connection.setSavepoint();
        try {
            result.inserted().addAll(EventColumns.insert(connection, rows));
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
            result.refused().put(rows.getFirst().key(), refusal.getSQLState());
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
