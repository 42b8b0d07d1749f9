package io.tollgate.gateway.support;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.Price;
import io.tollgate.catalog.PriorityClass;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.Handling;
import io.tollgate.catalog.budget.BudgetStop;
import io.tollgate.catalog.codec.CatalogCodec;
import io.tollgate.catalog.codec.KeyHash;
import io.tollgate.catalog.codec.Published;
import io.tollgate.catalog.routing.AttemptPolicy;
import io.tollgate.catalog.routing.Fallbacks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** Publishes catalogs to Redis as the quota service does. */
public final class TestCatalog implements AutoCloseable {

    /** What backends expect of the gateway. */
    public static final String BACKEND_SECRET = "backend-secret";

    private static final String CREDENTIAL = credential();

    private final CatalogCodec codec = new CatalogCodec();
    private final RedissonClient redis;

    public TestCatalog(String redisUrl) {
        var config = new Config();
        config.setCodec(StringCodec.INSTANCE);
        config.useSingleServer().setAddress(redisUrl).setConnectionPoolSize(2).setConnectionMinimumIdleSize(1);
        redis = Redisson.create(config);
    }

    /** A file for all catalogs of this JVM, which goes with it. */
    private static String credential() {
        try {
            Path secret = Files.createTempFile(Path.of("target").toAbsolutePath(), "backend", ".key");
            secret.toFile().deleteOnExit();
            Files.writeString(secret, BACKEND_SECRET);
            return "file:" + secret;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Deployment deployment(String id, URI url, CapacityType capacity) {
        return new Deployment(
                id,
                url,
                BackendApi.AZURE_V1,
                Optional.empty(),
                "deployed-" + id,
                "gpt-4o",
                capacity,
                "test-region",
                CREDENTIAL,
                true,
                Optional.empty(),
                Handling.DEFAULT);
    }

    /** Publishes routes under the next version; returns it. */
    public long publish(List<Deployment> deployments, Route... routes) {
        long version = nextVersion();
        write(Published.SNAPSHOT, codec.write(new CatalogSnapshot(version, deployments, List.of(routes))));
        announce(version);
        return version;
    }

    /** Publishes a tenant with one key and these limits; what routes there are stays. */
    public void tenant(String id, String key, Limit... limits) {
        write(
                Published.tenant(id),
                codec.write(new Tenant(id, "Tenant " + id, "cc-" + id, true, Set.of(), List.of(limits))));
        key(id, key, false);
        touch();
    }

    /** Publishes routes with prices under the next version; returns it. */
    public long publish(List<Deployment> deployments, List<Price> prices, Route... routes) {
        long version = nextVersion();
        write(
                Published.SNAPSHOT,
                codec.write(new CatalogSnapshot(
                        version, deployments, List.of(routes), List.of(), PriorityClass.DEFAULT, prices)));
        announce(version);
        return version;
    }

    public void revoke(String tenant, String key) {
        key(tenant, key, true);
        touch();
    }

    public static Route route(String name, Tier... tiers) {
        return new Route(name, Set.of(), Set.of(), 16_384, List.of(tiers));
    }

    public static Route route(String name, AttemptPolicy attempts, Fallbacks fallbacks, Tier... tiers) {
        return new Route(
                name,
                Set.of(),
                Set.of(),
                16_384,
                List.of(tiers),
                Optional.empty(),
                attempts,
                fallbacks,
                Optional.empty());
    }

    @Override
    public void close() {
        redis.shutdown();
    }

    private void key(String tenant, String key, boolean revoked) {
        String hash = KeyHash.of(key);
        write(
                Published.key(hash),
                codec.write(new ApiKey(
                        tenant + "-key",
                        tenant,
                        tenant + "-app",
                        hash,
                        revoked,
                        Optional.empty(),
                        List.of(),
                        Optional.empty())));
    }

    /** Publishes that these budgets are spent, and no others; all else stays. Returns the version. */
    public long spent(BudgetStop... stops) {
        return touch(List.of(stops));
    }

    private void touch() {
        touch(List.of());
    }

    private long touch(List<BudgetStop> stops) {
        String snapshot = read(Published.SNAPSHOT);
        CatalogSnapshot current = snapshot == null ? CatalogSnapshot.empty() : codec.readSnapshot(snapshot);
        long version = nextVersion();
        write(
                Published.SNAPSHOT,
                codec.write(new CatalogSnapshot(
                                version,
                                current.deployments(),
                                current.routes(),
                                current.products(),
                                current.priorityClasses(),
                                current.prices())
                        .withStops(stops)));
        announce(version);
        return version;
    }

    private long nextVersion() {
        String version = read(Published.VERSION);
        return version == null ? 1 : Long.parseLong(version) + 1;
    }

    private void announce(long version) {
        write(Published.VERSION, Long.toString(version));
        redis.getTopic(Published.CHANGES, StringCodec.INSTANCE).publish(Long.toString(version));
    }

    private String read(String name) {
        return redis.<String>getBucket(name, StringCodec.INSTANCE).get();
    }

    private void write(String name, String value) {
        redis.<String>getBucket(name, StringCodec.INSTANCE).set(value);
    }
}
