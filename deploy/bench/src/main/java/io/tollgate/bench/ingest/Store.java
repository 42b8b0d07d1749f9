package io.tollgate.bench.ingest;

import io.tollgate.stack.servers.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Optional;

/** The consumer's PostgreSQL, looked at from outside. */
final class Store implements AutoCloseable {

    private static final String OTHER_COLUMNS = """
            SELECT string_agg(column_name, ', ') FROM information_schema.columns
            WHERE table_schema = 'usage' AND table_name = 'event' AND column_name NOT IN ('id', 'occurred_at')""";

    private static final String OTHERS_WORK = """
            SELECT backend_type || ' ' || pid || ' has been at work since ' || xact_start || ': ' || left(query, 100)
            FROM pg_stat_activity
            WHERE pid <> pg_backend_pid() AND xact_start < clock_timestamp() - interval '200 milliseconds'
            ORDER BY xact_start LIMIT 1""";

    private final Connection connection;

    private Store(Connection connection) {
        this.connection = connection;
    }

    static Store of(PostgresServer postgres) throws IOException {
        try {
            return new Store(DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password()));
        } catch (SQLException e) {
            throw new IOException("PostgreSQL did not answer: " + e.getMessage(), e);
        }
    }

    /** Records that the consumer has taken so far, whatever became of them; 0 before it has made its tables. */
    long taken() throws IOException {
        if (number("SELECT count(*) FROM pg_class WHERE oid = to_regclass('usage.event_detail')") == 0) {
            return 0;
        }
        return number("SELECT coalesce(sum(ingested + duplicates + dead_letters), 0) FROM usage.consumer_offset");
    }

    /** Copies at most {@code most} events of {@code day} to {@code daysBack} days earlier, under other ids; how many. */
    long copyBack(LocalDate day, int daysBack, long most) throws IOException {
        LocalDate to = day.minusDays(daysBack);
        String others = text(OTHER_COLUMNS);
        execute("SELECT usage.create_event_day('" + to + "')");
        return execute("INSERT INTO usage.event (id, occurred_at, " + others + ") SELECT 'copy-" + daysBack
                + "-' || id, occurred_at - interval '" + daysBack + " days', " + others
                + " FROM usage.event WHERE occurred_at >= '" + day + "T00:00:00Z' AND occurred_at < '" + day.plusDays(1)
                + "T00:00:00Z' LIMIT " + most);
    }

    /**
     * Gives each model a rate card and all sums theirs, at once, so that reports have something to multiply and the consumer
     * nothing to adjust.
     */
    void price() throws IOException {
        execute("BEGIN");
        execute("INSERT INTO usage.rate_card (price_id, model, effective_from, currency, input_rate, cached_input_rate,"
                + " output_rate, reasoning_rate, audio_input_rate, audio_output_rate, image_input_rate)"
                + " SELECT DISTINCT 'card-' || model, model, '2020-01-01'::timestamptz, 'USD', 2500000000, 1250000000,"
                + " 10000000000, 10000000000, 0, 0, 0 FROM usage.series WHERE model <> ''");
        execute("UPDATE usage.rollup r SET card_id = c.card_id FROM usage.series s JOIN usage.rate_card c"
                + " ON c.model = s.model WHERE s.id = r.series_id");
        execute("COMMIT");
    }

    /** What somebody else does here that is more than a look; empty when nobody does anything. */
    Optional<String> busy() throws IOException {
        return Optional.ofNullable(text(OTHERS_WORK)).filter(work -> !work.isEmpty());
    }

    private String text(String sql) throws IOException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException e) {
            throw new IOException("PostgreSQL failed: " + e.getMessage(), e);
        }
    }

    long number(String sql) throws IOException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (SQLException e) {
            throw new IOException("PostgreSQL failed: " + e.getMessage(), e);
        }
    }

    /** Runs {@code sql}; the rows that it changed. */
    long execute(String sql) throws IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return Math.max(0, statement.getLargeUpdateCount());
        } catch (SQLException e) {
            throw new IOException("PostgreSQL failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException("PostgreSQL failed: " + e.getMessage(), e);
        }
    }
}
