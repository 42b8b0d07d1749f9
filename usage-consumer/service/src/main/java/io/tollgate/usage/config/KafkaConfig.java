package io.tollgate.usage.config;

import java.util.Map;

/**
 * The Kafka client's properties as configured, credentials among them; never shows their values.
 *
 * @param properties by the names that Kafka documents, {@code bootstrap.servers} always among them
 */
public record KafkaConfig(Map<String, String> properties) {

    public KafkaConfig {
        properties = Map.copyOf(properties);
    }

    @Override
    public String toString() {
        return "KafkaConfig" + properties.keySet();
    }
}
