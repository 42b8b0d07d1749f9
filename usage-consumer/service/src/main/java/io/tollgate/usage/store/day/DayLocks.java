package io.tollgate.usage.store.day;

import io.tollgate.usage.store.lead.Lead;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.SortedSet;

/**
 * Who may do what with a UTC day, until the transaction ends: any number may write events of it, or one may drop it or
 * make its sums anew.
 */
public final class DayLocks {

    private DayLocks() {}

    /** Waits until nobody owns one of {@code days}, and keeps them from being owned. */
    public static void share(Connection connection, SortedSet<LocalDate> days) throws SQLException {
        String sql = "SELECT pg_advisory_xact_lock_shared(" + Lead.NAMESPACE + ", day) FROM unnest(?::int4[]) AS day";
        Integer[] numbers =
                days.stream().map(day -> Math.toIntExact(day.toEpochDay())).toArray(Integer[]::new);
        Array array = connection.createArrayOf("int4", numbers);
        try (PreparedStatement lock = connection.prepareStatement(sql)) {
            lock.setArray(1, array);
            lock.execute();
        } finally {
            array.free();
        }
    }

    /** Waits until nobody shares or owns {@code day}, and owns it. */
    public static void own(Connection connection, LocalDate day) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT pg_advisory_xact_lock(" + Lead.NAMESPACE + ", ?)")) {
            lock.setInt(1, Math.toIntExact(day.toEpochDay()));
            lock.execute();
        }
    }

    /** The first day whose events are kept. For a day that is shared it is this or an earlier one until the end. */
    public static LocalDate keptFrom(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT kept_from FROM usage.retention");
                ResultSet rows = query.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("usage.retention has lost its row", "22000");
            }
            return rows.getObject(1, LocalDate.class);
        }
    }
}
