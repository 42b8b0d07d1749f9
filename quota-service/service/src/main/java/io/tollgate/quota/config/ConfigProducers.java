package io.tollgate.quota.config;

import io.tollgate.catalog.rules.AddressPolicy;
import io.tollgate.catalog.rules.CredentialPolicy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes values of the configuration. */
public class ConfigProducers {

    @Produces
    @Singleton
    AdminKey adminKey(@ConfigProperty(name = "tollgate.admin.key") Optional<String> key) {
        return new AdminKey(key.map(String::strip).filter(value -> !value.isEmpty()));
    }

    @Produces
    @Singleton
    RedisUrl redisUrl(
            @ConfigProperty(name = "tollgate.redis.url", defaultValue = "redis://localhost:6379") String url) {
        return new RedisUrl(url);
    }

    @Produces
    @Singleton
    PublicationSettings publicationSettings(
            @ConfigProperty(name = "tollgate.publication.poll-interval", defaultValue = "PT0.5S") Duration pollInterval,
            @ConfigProperty(name = "tollgate.publication.published-wait", defaultValue = "PT1S") Duration publishedWait,
            @ConfigProperty(name = "tollgate.publication.applied-wait", defaultValue = "PT5S") Duration appliedWait) {
        return new PublicationSettings(pollInterval, publishedWait, appliedWait);
    }

    @Produces
    @Singleton
    SweepSettings sweepSettings(
            @ConfigProperty(name = "tollgate.expiry.interval", defaultValue = "PT2S") Duration interval) {
        return new SweepSettings(interval);
    }

    @Produces
    @Singleton
    AddressPolicy addressPolicy(
            @ConfigProperty(name = "tollgate.backends.allowed") Optional<String> allowed,
            @ConfigProperty(name = "tollgate.backends.only") Optional<String> only) {
        AddressPolicy policy = named("TOLLGATE_BACKENDS_ALLOWED", () -> AddressPolicy.parse(allowed.orElse("")));
        return named("TOLLGATE_BACKENDS_ONLY", () -> policy.onlyAmong(only.orElse("")));
    }

    @Produces
    @Singleton
    CredentialPolicy credentialPolicy(
            @ConfigProperty(name = "tollgate.credentials.env-prefix") Optional<String> prefixes,
            @ConfigProperty(name = "tollgate.credentials.directory") Optional<String> directories) {
        return CredentialPolicy.parse(prefixes, directories);
    }

    private static <T> T named(String setting, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
        }
    }
}
