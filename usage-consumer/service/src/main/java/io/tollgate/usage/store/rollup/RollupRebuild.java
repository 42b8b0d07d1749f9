package io.tollgate.usage.store.rollup;

import io.tollgate.usage.store.StoreUnavailableException;
import io.tollgate.usage.store.day.DayLocks;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Makes the sums of a day anew from its events. Events of that day that come meanwhile wait, others do not. Thread-safe.
 */
@Singleton
public final class RollupRebuild {

    private static final String COLUMNS = "hour, series_id, card_id, requests, text_input, cached_input, audio_input,"
            + " image_input, text_output, reasoning, audio_output";
    private static final String SUM_UP = """
            CREATE TEMPORARY TABLE fresh ON COMMIT DROP AS
            SELECT hour, series_id, card_id, count(*) AS requests, sum(text_input)::int8 AS text_input,
              sum(cached_input)::int8 AS cached_input, sum(audio_input)::int8 AS audio_input,
              sum(image_input)::int8 AS image_input, sum(text_output)::int8 AS text_output,
              sum(reasoning)::int8 AS reasoning, sum(audio_output)::int8 AS audio_output
            FROM usage.billable
            WHERE occurred_at >= '%1$sT00:00:00Z' AND occurred_at < '%2$sT00:00:00Z'
            GROUP BY hour, series_id, card_id""";
    private static final String REMOVE_WRONG = """
            DELETE FROM usage.rollup known
            WHERE hour >= '%1$sT00:00:00Z' AND hour < '%2$sT00:00:00Z'
              AND NOT EXISTS (SELECT FROM fresh WHERE (%3$s) = (%4$s))""";
    private static final String ADD_MISSING =
            "INSERT INTO usage.rollup (%1$s) SELECT %1$s FROM fresh ORDER BY %1$s ON CONFLICT DO NOTHING"
                    .formatted(COLUMNS);

    private final DataSource source;

    public RollupRebuild(DataSource source) {
        this.source = source;
    }

    /**
     * What became of a day.
     *
     * @param day the UTC day
     * @param events that were summed up
     * @param sums that they make
     * @param removed sums that were wrong or of nothing
     * @param added sums that were missing, or are right now
     */
    public record Day(LocalDate day, long events, long sums, long removed, long added) {}

    /**
     * Makes the sums of {@code day} anew, all at once; empty when its events are not kept any more, and its sums are left
     * alone.
     *
     * @throws StoreUnavailableException when that did not happen, or whether it did is unknown
     */
    public Optional<Day> rebuild(LocalDate day) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            int usualTimeout = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, 0);
            try {
                DayLocks.own(connection, day);
                Optional<Day> rebuilt = day.isBefore(DayLocks.keptFrom(connection))
                        ? Optional.empty()
                        : Optional.of(rebuild(connection, day));
                connection.commit();
                return rebuilt;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setNetworkTimeout(Runnable::run, usualTimeout);
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException("summing up " + day, e);
        }
    }

    /** The first day whose events are kept. @throws StoreUnavailableException when the store did not answer */
    public LocalDate keptFrom() {
        try (Connection connection = source.getConnection()) {
            return DayLocks.keptFrom(connection);
        } catch (SQLException e) {
            throw new StoreUnavailableException("reading what is kept", e);
        }
    }

    private static String of(String table) {
        return table + "." + COLUMNS.replace(", ", ", " + table + ".");
    }

    private static Day rebuild(Connection connection, LocalDate day) throws SQLException {
        LocalDate next = day.plusDays(1);
        try (Statement statement = connection.createStatement()) {
            statement.execute(SUM_UP.formatted(day, next));
            statement.execute("ANALYZE fresh");
            long removed = statement.executeLargeUpdate(REMOVE_WRONG.formatted(day, next, of("fresh"), of("known")));
            long added = statement.executeLargeUpdate(ADD_MISSING);
            try (PreparedStatement count =
                            connection.prepareStatement("SELECT coalesce(sum(requests), 0), count(*) FROM fresh");
                    ResultSet rows = count.executeQuery()) {
                rows.next();
                return new Day(day, rows.getLong(1), rows.getLong(2), removed, added);
            }
        }
    }
}
