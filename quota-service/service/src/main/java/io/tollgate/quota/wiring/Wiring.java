package io.tollgate.quota.wiring;

import io.quarkus.runtime.StartupEvent;
import io.tollgate.catalog.codec.CatalogCodec;
import io.tollgate.catalog.rules.AddressPolicy;
import io.tollgate.catalog.rules.CredentialPolicy;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.redis.RedisConnection;
import io.tollgate.ledger.redis.RedisLedger;
import io.tollgate.ledger.redis.RedisLedgerConfig;
import io.tollgate.quota.config.AdminKey;
import io.tollgate.quota.config.RedisUrl;
import io.tollgate.quota.deployments.HostLookup;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** The producers. */
public class Wiring {

    /** Nobody's request waits here as at a node: better a late answer than none. */
    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(3);
    private static final int LOOKUP_THREADS = 8;

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

    /** Lets the service start while Redis is away. */
    @Produces
    @Singleton
    RedisConnection redis(RedisUrl url) {
        return RedisConnection.open(url.value(), REDIS_TIMEOUT);
    }

    void close(@Disposes RedisConnection redis) {
        redis.close();
    }

    @Produces
    @Singleton
    Ledger ledger(RedisConnection redis) {
        return new RedisLedger(redis, RedisLedgerConfig.DEFAULT, System::nanoTime);
    }

    /** A name server that does not answer holds up nobody for longer, and so many threads at most. */
    @Produces
    @Singleton
    HostLookup hostLookup() {
        var threads = Executors.newFixedThreadPool(
                LOOKUP_THREADS,
                Thread.ofPlatform().daemon().name("tollgate-lookup-", 0).factory());
        return new HostLookup(InetAddress::getAllByName, threads, LOOKUP_TIMEOUT);
    }

    void close(@Disposes HostLookup lookup) {
        lookup.close();
    }

    /** Makes a setting that cannot be read known at once. */
    void readAllowedBackends(@Observes StartupEvent event, AddressPolicy policy, CredentialPolicy credentials) {
        LOGGER.debugf("addresses of backends are judged by %s", policy);
        LOGGER.debugf("files of credentials lie below %s", credentials.directories());
    }

    void warnWithoutKey(@Observes StartupEvent event, AdminKey key) {
        if (key.value().isEmpty()) {
            LOGGER.error("TOLLGATE_ADMIN_KEY is not set: every administrative call is refused with 401");
        }
    }
}
