package io.tollgate.events.transport;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The Kafka client's properties as configured, credentials among them; never shows their values.
 * {@code TOLLGATE_KAFKA_SECURITY_PROTOCOL} and {@code tollgate.kafka.security.protocol} are the same; of several, the one
 * from the stronger source counts.
 *
 * @param properties by the names that Kafka documents
 */
public record KafkaSettings(Map<String, String> properties) {

    private static final String PREFIX = "tollgate.kafka.";

    public KafkaSettings {
        properties = Map.copyOf(properties);
    }

    /**
     * One setting of the process.
     *
     * @param name as it is written where it stands
     * @param value as it is written there, or null
     * @param strength of the place where it stands: the greater wins
     */
    public record Setting(String name, String value, int strength) {

        @Override
        public String toString() {
            return "Setting[" + name + "]";
        }
    }

    /** Those of {@code settings} that are for Kafka. */
    public static KafkaSettings of(Stream<Setting> settings) {
        Map<String, Setting> strongest = new HashMap<>();
        settings.filter(setting -> setting.value() != null).forEach(setting -> {
            String dotted =
                    setting.name().toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
            if (dotted.startsWith(PREFIX)) {
                strongest.merge(
                        dotted.substring(PREFIX.length()),
                        setting,
                        (one, other) -> one.strength() >= other.strength() ? one : other);
            }
        });
        Map<String, String> properties = new HashMap<>();
        strongest.forEach(
                (name, setting) -> properties.put(name, setting.value().trim()));
        return new KafkaSettings(properties);
    }

    @Override
    public String toString() {
        return "KafkaSettings" + properties.keySet();
    }
}
