package io.tollgate.stack.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

    @ParameterizedTest
    @CsvSource({
        "postgresql://ada:p%40ss@db.example:5433/usage, jdbc:postgresql://db.example:5433/usage",
        "postgres://ada:p%40ss@db.example/usage?sslmode=require, jdbc:postgresql://db.example/usage?sslmode=require",
        "jdbc:postgresql://db.example/usage?user=ada&sslmode=require&password=p%40ss,"
                + " jdbc:postgresql://db.example/usage?sslmode=require"
    })
    void shouldTakeTheCredentialsOutOfTheUrl(String given, String jdbcUrl) {
        assertThat(PostgresUrl.parse(given, Optional.empty(), Optional.empty()))
                .isEqualTo(new PostgresUrl(jdbcUrl, "ada", "p@ss"));
    }

    @Test
    void shouldPreferCredentialsOfTheirOwnVariables() {
        var url = PostgresUrl.parse(
                "postgresql://ada:old@db.example/usage", Optional.of("grace"), Optional.of("new one"));

        assertThat(url.withCredentials()).isEqualTo("postgresql://grace:new%20one@db.example/usage");
        assertThat(url.toString()).doesNotContain("grace", "new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://ada:secret@db/usage", "ada:secret@db", "postgresql:///usage", "::secret::"})
    void shouldRefuseOthersWithoutRepeatingThem(String given) {
        assertThatThrownBy(() -> PostgresUrl.parse(given, Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TOLLGATE_POSTGRES_URL must look like")
                .hasMessageNotContaining("secret");
    }
}
