package io.tollgate.usage.reconciliation;

import io.tollgate.usage.problem.InvalidParameterException;
import io.tollgate.usage.report.Period;
import io.tollgate.usage.report.Snapshots;
import io.tollgate.usage.report.Sql;
import io.tollgate.usage.store.StoreUnavailableException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;

/** Keeps what backends count, and compares it with sums of events. Thread-safe. */
@Singleton
final class BackendCountStore {

    private static final String LOCK = "LOCK TABLE usage.backend_count IN SHARE ROW EXCLUSIVE MODE";
    private static final String OVERLAPS = """
            SELECT to_char(from_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM usage.backend_count WHERE deployment = ? AND source = ?
              AND from_time < ?::timestamptz AND to_time > ?::timestamptz
              AND (from_time, to_time) <> (?::timestamptz, ?::timestamptz)""";
    private static final String PUT = """
            INSERT INTO usage.backend_count
              (deployment, source, from_time, to_time, requests, input_tokens, output_tokens)
            VALUES (?, ?, ?::timestamptz, ?::timestamptz, ?, ?, ?)
            ON CONFLICT (deployment, source, from_time, to_time) DO UPDATE SET requests = excluded.requests,
              input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens, recorded_at = now()""";
    private static final String COMPARE = """
            SELECT b.deployment, b.source, b.from_time, b.to_time, b.requests, b.input_tokens, b.output_tokens,
              e.requests, e.input, e.output
            FROM usage.backend_count b CROSS JOIN LATERAL (
              SELECT coalesce(sum(r.requests), 0) AS requests,
                coalesce(sum(r.text_input + r.cached_input + r.audio_input + r.image_input), 0) AS input,
                coalesce(sum(r.text_output + r.reasoning + r.audio_output), 0) AS output
              FROM usage.rollup r JOIN usage.series s ON s.id = r.series_id
              WHERE s.deployment = b.deployment AND r.hour >= b.from_time AND r.hour < b.to_time) e
            WHERE b.from_time >= ?::timestamptz AND b.to_time <= ?::timestamptz
            ORDER BY b.deployment COLLATE "C", b.source COLLATE "C", b.from_time LIMIT ?""";
    private static final int MOST_PERIODS = 100_000;

    private final DataSource source;
    private final Snapshots snapshots;

    BackendCountStore(DataSource source, Snapshots snapshots) {
        this.source = source;
        this.snapshots = snapshots;
    }

    /**
     * Keeps {@code counts}, all or none; those of the same deployment, source and hours are replaced.
     *
     * @throws InvalidParameterException when one overlaps with another of its deployment and source
     * @throws StoreUnavailableException when that did not happen, or whether it did is unknown
     */
    void put(List<BackendCount> counts) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
                    lock.execute();
                }
                for (int i = 0; i < counts.size(); i++) {
                    put(connection, counts.get(i), "counts[" + i + "]");
                }
                connection.commit();
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException("writing what backends count", e);
        }
    }

    /**
     * Compares what backends count in periods within {@code period}.
     *
     * @throws InvalidParameterException when they are too many
     * @throws StoreUnavailableException when the store did not answer in time
     */
    Reconciliation compare(Period period) {
        List<Reconciliation.Compared> compared = snapshots.read(
                "comparing what backends count",
                connection -> Snapshots.all(
                        connection,
                        Sql.of(COMPARE, period.from(), period.to(), MOST_PERIODS + 1),
                        BackendCountStore::compared));
        if (compared.size() > MOST_PERIODS) {
            throw new InvalidParameterException(
                    "from", "gives more than " + MOST_PERIODS + " periods of backends: ask for less time");
        }
        return Reconciliation.of(period.from(), period.to(), compared);
    }

    private static void put(Connection connection, BackendCount count, String path) throws SQLException {
        List<String> overlaps = Snapshots.all(
                connection,
                Sql.of(
                        OVERLAPS,
                        count.deployment(),
                        count.source(),
                        count.to(),
                        count.from(),
                        count.from(),
                        count.to()),
                row -> row.getString(1));
        if (!overlaps.isEmpty()) {
            throw new InvalidParameterException(
                    path, "overlaps with the period of the same deployment and source from " + overlaps.getFirst());
        }
        Counts said = count.counts();
        Sql put = Sql.of(
                PUT,
                count.deployment(),
                count.source(),
                count.from(),
                count.to(),
                said.requests(),
                said.inputTokens(),
                said.outputTokens());
        try (PreparedStatement statement = put.prepare(connection)) {
            statement.executeUpdate();
        }
    }

    private static Reconciliation.Compared compared(ResultSet row) throws SQLException {
        BackendCount count = new BackendCount(
                row.getString(1),
                row.getString(2),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                new Counts(row.getLong(5), row.getLong(6), row.getLong(7)));
        return new Reconciliation.Compared(count, new Counts(row.getLong(8), row.getLong(9), row.getLong(10)));
    }
}
