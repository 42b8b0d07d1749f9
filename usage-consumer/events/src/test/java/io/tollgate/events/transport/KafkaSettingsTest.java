package io.tollgate.events.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.events.transport.KafkaSettings.Setting;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {

    @Test
    void shouldTakeWhatIsSetForKafkaByItsOwnNamesFromTheStrongestPlace() {
        Setting jaas =
                new Setting("TOLLGATE_KAFKA_SASL_JAAS_CONFIG", " username=\"$ConnectionString\" password=\"x\"; ", 300);
        KafkaSettings settings = KafkaSettings.of(Stream.of(
                new Setting("tollgate.kafka.sasl.mechanism", "SCRAM-SHA-512", 100),
                new Setting("TOLLGATE_KAFKA_SASL_MECHANISM", "PLAIN", 300),
                new Setting("tollgate.kafka-sasl-mechanism", "weaker", 200),
                new Setting("tollgate.kafka.client.id", null, 300),
                new Setting("TOLLGATE_REDIS_URL", "redis://somewhere", 300),
                jaas));

        assertThat(settings.properties())
                .containsOnly(
                        Map.entry("sasl.mechanism", "PLAIN"),
                        Map.entry("sasl.jaas.config", "username=\"$ConnectionString\" password=\"x\";"));
        assertThat(settings.toString() + jaas).doesNotContain("password");
    }
}
