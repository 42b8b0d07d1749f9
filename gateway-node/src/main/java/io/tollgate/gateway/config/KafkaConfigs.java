package io.tollgate.gateway.config;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import io.tollgate.events.transport.KafkaSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.stream.StreamSupport;

/** Reads what is configured for Kafka once, at the start. Values are taken as written: credentials are not searched for expressions. */
@Singleton
final class KafkaConfigs {

    @Produces
    @Singleton
    KafkaSettings kafka(SmallRyeConfig config) {
        return KafkaSettings.of(StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .map(name -> setting(name, config.getConfigValue(name))));
    }

    private static KafkaSettings.Setting setting(String name, ConfigValue value) {
        return new KafkaSettings.Setting(name, value.getRawValue(), value.getSourceOrdinal());
    }
}
