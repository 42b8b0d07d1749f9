package io.tollgate.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaPropertiesTest {

    @Test
    void shouldTakeWhatIsSetForKafkaByItsOwnNames() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(source(
                        Map.of(
                                "TOLLGATE_KAFKA_SASL_MECHANISM", "PLAIN",
                                "TOLLGATE_KAFKA_SASL_JAAS_CONFIG", "username=\"$ConnectionString\" password=\"x\";",
                                "TOLLGATE_REDIS_URL", "redis://somewhere"),
                        300))
                .withSources(source(Map.of("tollgate.kafka.sasl.mechanism", "SCRAM-SHA-512"), 100))
                .build();

        KafkaProperties properties = KafkaProperties.of(config);

        assertThat(properties.values())
                .containsOnly(
                        Map.entry("sasl.mechanism", "PLAIN"),
                        Map.entry("sasl.jaas.config", "username=\"$ConnectionString\" password=\"x\";"));
        assertThat(properties.toString()).doesNotContain("password");
    }

    private static PropertiesConfigSource source(Map<String, String> values, int ordinal) {
        return new PropertiesConfigSource(values, "test-" + ordinal, ordinal);
    }
}
