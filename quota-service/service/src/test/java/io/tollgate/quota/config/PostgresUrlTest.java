package io.tollgate.quota.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://h:1/db?sslmode=require,   jdbc:postgresql://h:1/db?sslmode=require, , ",
        "postgresql://u:p@h:5433/db,                 jdbc:postgresql://h:5433/db,              u, p",
        "postgres://u:p@h/db,                        jdbc:postgresql://h/db,                   u, p",
        "postgresql://h/db?sslmode=require,          jdbc:postgresql://h/db?sslmode=require,   , ",
        "postgresql://u@h,                           jdbc:postgresql://h/,                     u, ",
        "postgresql://u%40x:p%3A%2F+%20y@h/db,       jdbc:postgresql://h/db,                   u@x, p:/+ y",
        "postgresql://u:a:b@h/db,                    jdbc:postgresql://h/db,                   u, a:b",
    })
    void shouldUnderstandBothForms(String url, String jdbcUrl, String user, String password) {
        var parsed = PostgresUrl.parse(url);

        assertThat(parsed.jdbcUrl()).isEqualTo(jdbcUrl);
        assertThat(parsed.user().orElse(null)).isEqualTo(user);
        assertThat(parsed.password().orElse(null)).isEqualTo(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mysql://u:secret@h/db", "localhost:5432", "postgresql://u:sec ret@h/db", "postgresql:///db"})
    void shouldSayWhatIsWrongWithoutRepeatingThePassword(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresUrl.parse(url))
                .withMessageStartingWith("TOLLGATE_POSTGRES_URL must be")
                .withMessageNotContaining("sec")
                .withNoCause();
    }

    @Test
    void shouldNotShowSecrets() {
        assertThat(PostgresUrl.parse("postgresql://u:secret@h/db").toString()).doesNotContain("secret");
        assertThat(new RedisUrl("redis://:secret@h").toString()).doesNotContain("secret");
        assertThat(new AdminKey(Optional.of("secret")).toString()).doesNotContain("secret");
    }
}
