package io.tollgate.usage.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PostgresUrlTest {

    @Test
    void shouldKeepJdbcUrlsAsTheyAre() {
        PostgresUrl url = PostgresUrl.parse("jdbc:postgresql://db:5433/usage?sslmode=require");

        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db:5433/usage?sslmode=require");
        assertThat(url.user()).isEmpty();
    }

    @Test
    void shouldTakeCredentialsOutOfTheUrl() {
        PostgresUrl url = PostgresUrl.parse("postgresql://ada%40x:p%2Bw+%3A%2F@db:5433/usage?sslmode=require");

        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db:5433/usage?sslmode=require");
        assertThat(url.user()).contains("ada@x");
        assertThat(url.password()).contains("p+w+:/");
    }

    @Test
    void shouldDoWithoutCredentials() {
        PostgresUrl url = PostgresUrl.parse("postgresql://db/usage");

        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db/usage");
        assertThat(url.user()).isEmpty();
        assertThat(url.password()).isEmpty();
    }

    @Test
    void shouldRefuseOtherDatabasesWithoutRepeatingTheUrl() {
        assertThatThrownBy(() -> PostgresUrl.parse("mysql://ada:secret@db/usage"))
                .hasMessageContaining("TOLLGATE_POSTGRES_URL")
                .hasMessageNotContaining("secret");
        assertThat(PostgresUrl.parse("postgresql://ada:secret@db/usage"))
                .asString()
                .doesNotContain("secret");
    }
}
