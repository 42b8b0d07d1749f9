package io.tollgate.stack.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PostgresServerIT {

    @Test
    void shouldKeepWhatWasCommittedThroughAKillAndARestart() throws SQLException {
        try (var postgres = PostgresServer.start(TestServers.directory("postgres"))) {
            int port = postgres.port();
            try (var connection = connect(postgres);
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE colours (name text)");
                statement.execute("INSERT INTO colours VALUES ('green')");
            }

            postgres.kill();
            assertThatThrownBy(() -> connect(postgres)).isInstanceOf(SQLException.class);
            postgres.restart();

            assertThat(postgres.port()).isEqualTo(port);
            try (var connection = connect(postgres);
                    var rows = connection.createStatement().executeQuery("SELECT name FROM colours")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("green");
            }
        }
    }

    @Test
    void shouldRefuseAWrongPassword() {
        var postgres = TestServers.postgres();

        assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThat(postgres.url())
                .isEqualTo("postgresql://tollgate:%s@127.0.0.1:%d/tollgate"
                        .formatted(postgres.password(), postgres.port()));
    }

    private static Connection connect(PostgresServer postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }
}
