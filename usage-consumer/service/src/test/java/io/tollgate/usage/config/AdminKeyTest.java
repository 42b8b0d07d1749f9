package io.tollgate.usage.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdminKeyTest {

    @Test
    void shouldMatchItselfAlone() {
        AdminKey key = new AdminKey(Optional.of("secret"));

        assertThat(key.matches("secret")).isTrue();
        assertThat(key.matches("secret ")).isFalse();
        assertThat(key.matches("")).isFalse();
    }

    @Test
    void shouldMatchNothingWhenNoneIsSet() {
        assertThat(new AdminKey(Optional.empty()).matches("")).isFalse();
        assertThat(new AdminKey(Optional.of(" ")).matches(" ")).isFalse();
    }

    @Test
    void shouldNeverShowSecrets() {
        assertThat(new AdminKey(Optional.of("hidden"))).asString().doesNotContain("hidden");
        assertThat(new KafkaConfig(Map.of("sasl.jaas.config", "hidden")))
                .asString()
                .doesNotContain("hidden");
    }
}
