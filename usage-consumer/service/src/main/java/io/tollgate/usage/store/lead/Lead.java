package io.tollgate.usage.store.lead;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What of several consumers only one may do at a time: held by a connection to PostgreSQL, and gone with it. Confined to the
 * connection's thread.
 */
public final class Lead implements AutoCloseable {

    /** The namespace of all of this service's advisory locks. Keys from 0 on are days (DayLocks), -1 makes days (V2 of the schema). */
    public static final int NAMESPACE = 1702;

    /** What there is to do. */
    public enum Task {
        CATALOG(-2),
        RERATING(-3),
        BUDGETS(-10),
        ALERT_EVENTS(-11),
        ALERT_WEBHOOKS(-12);

        private final int key;

        Task(int key) {
            this.key = key;
        }
    }

    private final Connection connection;
    private final Task task;
    private final boolean taken;

    private Lead(Connection connection, Task task, boolean taken) {
        this.connection = connection;
        this.task = task;
        this.taken = taken;
    }

    /** Takes it unless another consumer has it. Does not wait. */
    public static Lead tryTake(Connection connection, Task task) throws SQLException {
        return new Lead(connection, task, ask(connection, "SELECT pg_try_advisory_lock(?, ?)", task));
    }

    /** Takes it until the connection's transaction ends, unless another consumer has it; whether it was free. Does not wait. */
    public static boolean tryTakeInTransaction(Connection connection, Task task) throws SQLException {
        return ask(connection, "SELECT pg_try_advisory_xact_lock(?, ?)", task);
    }

    /** Whether it was free. */
    public boolean isTaken() {
        return taken;
    }

    @Override
    public void close() throws SQLException {
        if (taken) {
            ask(connection, "SELECT pg_advisory_unlock(?, ?)", task);
        }
    }

    private static boolean ask(Connection connection, String sql, Task task) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, NAMESPACE);
            statement.setInt(2, task.key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
