package io.tollgate.usage.budgets;

import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.budget.Budget;
import io.tollgate.catalog.budget.BudgetScope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The copy of the budgets. */
final class BudgetStore {

    private static final String ALL = """
            SELECT id, name, scope, target, amount_nanos, currency, period, time_zone, alerts_at, enforce, stopped_until
            FROM usage.budget ORDER BY id COLLATE "C\"""";
    private static final String INSERT = """
            INSERT INTO usage.budget (id, name, scope, target, amount_nanos, currency, period, time_zone, alerts_at, enforce,
              stopped_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final Logger LOG = Logger.getLogger(BudgetStore.class);

    private BudgetStore() {}

    /** By identifier; without those that cannot be read. */
    static List<Budget> all(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ALL)) {
            List<Budget> budgets = new ArrayList<>();
            while (rows.next()) {
                read(rows).ifPresent(budgets::add);
            }
            return budgets;
        }
    }

    /** Makes the copy say {@code budgets}, all at once or not at all. */
    static void replace(Connection connection, List<Budget> budgets) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement clear = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            clear.execute("DELETE FROM usage.budget");
            for (Budget budget : budgets) {
                bind(connection, insert, budget);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static Optional<Budget> read(ResultSet row) throws SQLException {
        try {
            return Optional.of(budget(row));
        } catch (IllegalArgumentException e) {
            LOG.debugf("the copy of budget %s cannot be read: %s", row.getString(1), e.getMessage());
            return Optional.empty();
        }
    }

    private static Budget budget(ResultSet row) throws SQLException {
        OffsetDateTime stop = row.getObject(11, OffsetDateTime.class);
        return new Budget(
                row.getString(1),
                row.getString(2),
                BudgetScope.valueOf(constant(row.getString(3))),
                row.getString(4),
                row.getLong(5),
                row.getString(6),
                LimitPeriod.valueOf(constant(row.getString(7))),
                row.getString(8),
                Arrays.asList((Integer[]) row.getArray(9).getArray()),
                row.getBoolean(10),
                Optional.ofNullable(stop).map(OffsetDateTime::toInstant));
    }

    private static void bind(Connection connection, PreparedStatement insert, Budget budget) throws SQLException {
        insert.setString(1, budget.id());
        insert.setString(2, budget.name());
        insert.setString(3, budget.scope().wireName());
        insert.setString(4, budget.target());
        insert.setLong(5, budget.amountNanos());
        insert.setString(6, budget.currency());
        insert.setString(7, budget.period().wireName());
        insert.setString(8, budget.timeZone());
        insert.setArray(9, connection.createArrayOf("int4", budget.alertsAt().toArray()));
        insert.setBoolean(10, budget.enforce());
        insert.setObject(11, budget.stop().map(BudgetStore::timestamp).orElse(null));
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String constant(String wireName) {
        return wireName.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
