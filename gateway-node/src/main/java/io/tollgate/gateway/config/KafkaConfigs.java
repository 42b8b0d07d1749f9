package io.tollgate.gateway.config;

import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Reads what is configured for Kafka once, at the start. */
@Singleton
final class KafkaConfigs {

    @Produces
    @Singleton
    KafkaProperties kafka(SmallRyeConfig config) {
        return KafkaProperties.of(config);
    }
}
