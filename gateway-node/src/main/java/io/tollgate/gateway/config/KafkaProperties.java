package io.tollgate.gateway.config;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The Kafka client's properties as configured, credentials among them; never shows their values.
 * {@code TOLLGATE_KAFKA_SECURITY_PROTOCOL} and {@code tollgate.kafka.security.protocol} are the same; of several, the one
 * from the stronger source counts.
 *
 * @param values by the names that Kafka documents
 */
public record KafkaProperties(Map<String, String> values) {

    private static final String PREFIX = "tollgate.kafka.";

    public KafkaProperties {
        values = Map.copyOf(values);
    }

    public static KafkaProperties of(SmallRyeConfig config) {
        Map<String, ConfigValue> strongest = new HashMap<>();
        for (String name : config.getPropertyNames()) {
            String dotted = name.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
            ConfigValue value = config.getConfigValue(name);
            if (dotted.startsWith(PREFIX) && value.getRawValue() != null) {
                strongest.merge(
                        dotted.substring(PREFIX.length()),
                        value,
                        (one, other) -> one.getSourceOrdinal() >= other.getSourceOrdinal() ? one : other);
            }
        }
        Map<String, String> values = new HashMap<>();
        strongest.forEach((name, value) -> values.put(name, value.getRawValue().trim()));
        return new KafkaProperties(values);
    }

    @Override
    public String toString() {
        return "KafkaProperties" + values.keySet();
    }
}
