package io.tollgate.usage.store.event;

import io.tollgate.usage.store.event.EventColumns.Column;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The careful way: events that are there already are left alone, the others are named. One round trip for any number. */
final class EventInsert {

    private static final String INSERT = "INSERT INTO usage.event (" + EventColumns.NAMES + ") SELECT "
            + EventColumns.ALL.stream()
                    .map(column -> column.name() + "::" + column.type().storedAs())
                    .collect(Collectors.joining(", "))
            + " FROM unnest("
            + EventColumns.ALL.stream()
                    .map(column -> "?::" + column.type().sentAs() + "[]")
                    .collect(Collectors.joining(", "))
            + ") AS incoming(" + EventColumns.NAMES + ") ON CONFLICT (id, occurred_at) DO NOTHING"
            + " RETURNING id, (extract(epoch FROM occurred_at) * 1000000)::int8";

    private EventInsert() {}

    /** Inserts {@code rows}, whose keys must differ; the keys of those that were not there. */
    static Set<EventKey> insert(Connection connection, List<EventRow> rows) throws SQLException {
        List<Array> arrays = new ArrayList<>(EventColumns.ALL.size());
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Column column : EventColumns.ALL) {
                Object[] values = rows.stream()
                        .map(row -> column.type().element(column.value().apply(row)))
                        .toArray();
                Array array = connection.createArrayOf(column.type().sentAs(), values);
                arrays.add(array);
                insert.setArray(arrays.size(), array);
            }
            Set<EventKey> inserted = HashSet.newHashSet(rows.size());
            try (ResultSet returned = insert.executeQuery()) {
                while (returned.next()) {
                    inserted.add(new EventKey(returned.getString(1), returned.getLong(2)));
                }
            }
            return inserted;
        } finally {
            for (Array array : arrays) {
                array.free();
            }
        }
    }
}
