package io.tollgate.usage.store.series;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ids of series: the store gives them out, and those used last are remembered. Thread-safe.
 *
 * <p>A new series is committed before the events that need it, so that no transaction ever waits for another's series. One
 * without an event does no harm.
 */
@Singleton
public final class SeriesIds {

    private static final int MOST_REMEMBERED = 20_000;

    private final Map<Series, Long> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Series, Long> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** The id of each of {@code wanted}; {@code connection} must commit by itself. */
    public Map<Series, Long> resolve(Connection connection, Collection<Series> wanted) throws SQLException {
        Map<Series, Long> ids = HashMap.newHashMap(wanted.size());
        Set<Series> unknown = new LinkedHashSet<>();
        recall(wanted, ids, unknown);
        find(connection, unknown, ids);
        if (!unknown.isEmpty()) {
            execute(connection, SeriesColumns.ADD, List.copyOf(unknown));
            find(connection, unknown, ids);
        }
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("the store took " + unknown.size() + " series and did not give them back");
        }
        return ids;
    }

    /** Forgets everything: the store may have become another. */
    public synchronized void forget() {
        remembered.clear();
    }

    private synchronized void recall(Collection<Series> wanted, Map<Series, Long> ids, Set<Series> unknown) {
        for (Series series : wanted) {
            Long id = remembered.get(series);
            if (id == null) {
                unknown.add(series);
            } else {
                ids.put(series, id);
            }
        }
    }

    private synchronized void remember(Series series, long id) {
        remembered.put(series, id);
    }

    private void find(Connection connection, Set<Series> unknown, Map<Series, Long> ids) throws SQLException {
        if (unknown.isEmpty()) {
            return;
        }
        List<Series> asked = List.copyOf(unknown);
        try (PreparedStatement query = connection.prepareStatement(SeriesColumns.FIND)) {
            List<Array> arrays = bind(connection, query, asked);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Series series = asked.get(rows.getInt(1) - 1);
                    long id = rows.getLong(2);
                    ids.put(series, id);
                    remember(series, id);
                    unknown.remove(series);
                }
            }
            free(arrays);
        }
    }

    private static void execute(Connection connection, String sql, List<Series> series) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            List<Array> arrays = bind(connection, statement, series);
            statement.executeUpdate();
            free(arrays);
        }
    }

    private static List<Array> bind(Connection connection, PreparedStatement statement, List<Series> series)
            throws SQLException {
        List<Array> arrays = new ArrayList<>();
        for (String[] values : SeriesColumns.arrays(series)) {
            arrays.add(connection.createArrayOf("text", values));
            statement.setArray(arrays.size(), arrays.getLast());
        }
        return arrays;
    }

    private static void free(List<Array> arrays) throws SQLException {
        for (Array array : arrays) {
            array.free();
        }
    }
}
