package io.tollgate.quota.wiring;

import io.quarkus.runtime.StartupEvent;
import io.tollgate.catalog.codec.CatalogCodec;
import io.tollgate.quota.config.AdminKey;
import io.tollgate.quota.config.RedisUrl;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** The producers. */
public class Wiring {

    private static final Logger LOGGER = Logger.getLogger(Wiring.class);

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    RandomGenerator chance() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    CatalogCodec codec() {
        return new CatalogCodec();
    }

    /** Fails fast, does not repeat by itself, and lets the service start while Redis is away. */
    @Produces
    @Singleton
    RedissonClient redis(RedisUrl url) {
        var config = new Config();
        config.setCodec(StringCodec.INSTANCE).setThreads(2).setNettyThreads(2).setLazyInitialization(true);
        config.useSingleServer()
                .setAddress(url.value())
                .setConnectionPoolSize(4)
                .setConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(1)
                .setSubscriptionConnectionMinimumIdleSize(0)
                .setConnectTimeout(500)
                .setTimeout(500)
                .setRetryAttempts(0)
                .setPingConnectionInterval(1_000);
        return Redisson.create(config);
    }

    void close(@Disposes RedissonClient redis) {
        redis.shutdown();
    }

    void warnWithoutKey(@Observes StartupEvent event, AdminKey key) {
        if (key.value().isEmpty()) {
            LOGGER.error("TOLLGATE_ADMIN_KEY is not set: every administrative call is refused with 401");
        }
    }
}
