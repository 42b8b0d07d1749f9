package io.tollgate.usage.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.stack.servers.PostgresServer;
import io.tollgate.stack.servers.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL of a test's own, asked in SQL. */
public final class Database implements AutoCloseable {

    private final PostgresServer server = PostgresServer.start(TestServers.directory("usage-database"));
    private final DataSource source = at(new PGSimpleDataSource());

    /** Brings the tables to {@code version}; {@code latest} for the last. */
    public Database migrated(String version) {
        assertThat(Flyway.configure()
                        .dataSource(source)
                        .defaultSchema("usage")
                        .schemas("usage")
                        .target(version)
                        .load()
                        .migrate()
                        .success)
                .isTrue();
        return this;
    }

    /** Opens a new connection for each caller. */
    public DataSource source() {
        return source;
    }

    /** For one thread, which gets the same connection as long as it lasts. */
    public DataSource sourceOfOneThread() {
        return at(new KeptConnection());
    }

    public PostgresServer server() {
        return server;
    }

    private DataSource at(PGSimpleDataSource someSource) {
        someSource.setUrl(server.jdbcUrl());
        someSource.setUser(server.user());
        someSource.setPassword(server.password());
        return someSource;
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Each row as its values with bars between them. */
    public List<String> rows(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                found.add(String.join("|", row));
            }
        }
        return found;
    }

    /** The sums as they are kept, sorted. */
    public List<String> sums() throws SQLException {
        return rows("SELECT to_char(hour AT TIME ZONE 'UTC', 'YYYYMMDDHH24'), series_id, card_id, requests, text_input,"
                + " cached_input, audio_input, image_input, text_output, reasoning, audio_output FROM usage.rollup"
                + " ORDER BY 1, 2, 3");
    }

    /** The sums as the events make them, sorted. */
    public List<String> sumsOfEvents() throws SQLException {
        return rows("SELECT to_char(hour AT TIME ZONE 'UTC', 'YYYYMMDDHH24'), series_id, card_id, count(*),"
                + " sum(text_input), sum(cached_input), sum(audio_input), sum(image_input), sum(text_output),"
                + " sum(reasoning), sum(audio_output) FROM usage.billable GROUP BY hour, series_id, card_id"
                + " ORDER BY 1, 2, 3");
    }

    @Override
    public void close() {
        server.stop();
    }
}
