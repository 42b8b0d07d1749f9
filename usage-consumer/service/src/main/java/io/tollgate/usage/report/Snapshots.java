package io.tollgate.usage.report;

import io.tollgate.usage.store.StoreUnavailableException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads the store as it is at one moment: what several statements see belongs together. Thread-safe. */
@Singleton
public final class Snapshots {

    /** Sums of many groups are made in memory; compiling their statements would take longer than running them. */
    private static final String BEGIN = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;"
            + " SET LOCAL jit = off; SET LOCAL work_mem = '64MB'";

    private static final String LAST_SECOND =
            "SELECT date_trunc('second', max(occurred_at)) FROM usage.event WHERE occurred_at >= ?::timestamptz";

    private static final int DEADLINE_SECONDS = 25;
    private static final int ROWS_AT_ONCE = 1_000;

    /** Only so may the store use several processes for a statement. */
    private static final int ALL_AT_ONCE = 0;

    private final DataSource source;

    Snapshots(DataSource source) {
        this.source = source;
    }

    /** What is read from a snapshot. */
    public interface Reading<T> {
        /** Reads; the connection is given back afterwards. */
        T from(Connection connection) throws SQLException;
    }

    /** What becomes of a row. */
    public interface Row {
        /** Takes the row that {@code rows} stands on. */
        void take(ResultSet rows) throws SQLException;
    }

    /** What a row stands for. */
    public interface Value<T> {
        /** Reads the row that {@code rows} stands on. */
        T of(ResultSet rows) throws SQLException;
    }

    /**
     * What {@code reading} reads.
     *
     * @param doing what for, in words for the log
     * @throws StoreUnavailableException when the store did not answer in time
     */
    public <T> T read(String doing, Reading<T> reading) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement begin = connection.createStatement()) {
                begin.execute(BEGIN);
                return reading.from(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException(doing, e);
        }
    }

    /**
     * {@code now}, or the end of the last event's second when that is dated later: the clocks of nodes can be ahead.
     *
     * @throws StoreUnavailableException when the store did not answer in time
     */
    public Instant behindLast(Instant now) {
        return read("looking for the last event", connection -> all(connection, Sql.of(LAST_SECOND, now), rows -> {
                    OffsetDateTime second = rows.getObject(1, OffsetDateTime.class);
                    return second == null ? now : second.toInstant().plusSeconds(1);
                })
                .getFirst());
    }

    /** Hands over the rows of {@code sql} one by one, of which only some are in memory at a time. */
    public static void forEach(Connection connection, Sql sql, Row row) throws SQLException {
        run(connection, sql, ROWS_AT_ONCE, row);
    }

    /** All rows of {@code sql}. */
    public static <T> List<T> all(Connection connection, Sql sql, Value<T> value) throws SQLException {
        List<T> found = new ArrayList<>();
        run(connection, sql, ALL_AT_ONCE, rows -> found.add(value.of(rows)));
        return found;
    }

    /** When the first day began whose events are kept. */
    public static Instant keptFrom(Connection connection) throws SQLException {
        return all(
                        connection,
                        Sql.of("SELECT kept_from::text FROM usage.retention"),
                        rows -> LocalDate.parse(rows.getString(1)))
                .getFirst()
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    private static void run(Connection connection, Sql sql, int rowsAtOnce, Row row) throws SQLException {
        try (PreparedStatement statement = sql.prepare(connection)) {
            statement.setQueryTimeout(DEADLINE_SECONDS);
            statement.setFetchSize(rowsAtOnce);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    row.take(rows);
                }
            }
        }
    }
}
