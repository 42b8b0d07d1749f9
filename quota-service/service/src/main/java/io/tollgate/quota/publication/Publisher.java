package io.tollgate.quota.publication;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.codec.CatalogCodec;
import io.tollgate.catalog.codec.Published;
import io.tollgate.quota.store.CatalogStore;
import io.tollgate.quota.store.Stored;
import io.tollgate.quota.store.Tx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * One publication: compares the two versions and writes what Redis lacks, in the order of {@link Published}. Thread-safe,
 * and safe to run in several processes at once.
 */
@Singleton
public class Publisher {

    private static final Logger LOGGER = Logger.getLogger(Publisher.class);
    private static final int BATCH = 500;
    private static final long DELETED_SECONDS = Duration.ofDays(1).toSeconds();

    private final CatalogStore store;
    private final RedisCatalog redis;
    private final CatalogCodec codec;
    private final AtomicBoolean hasPublished = new AtomicBoolean();

    public Publisher(CatalogStore store, RedisCatalog redis, CatalogCodec codec) {
        this.store = store;
        this.redis = redis;
        this.codec = codec;
    }

    /**
     * Brings Redis up to date.
     *
     * @return the version that is published now
     * @throws RuntimeException when PostgreSQL or Redis fails; the next call makes up for it
     */
    public long publish() {
        // Redis first: were it asked second, another instance could meanwhile have published more than was read here.
        OptionalLong published = redis.version();
        long version = store.read(Tx::version);
        if (published.isPresent() && published.getAsLong() == version) {
            hasPublished.set(true);
            return version;
        }
        if (published.isPresent() && published.getAsLong() > version) {
            version = store.moveVersionPast(published.getAsLong());
            LOGGER.warnf(
                    "Redis had version %d, newer than PostgreSQL's: the store must have been restored from a backup."
                            + " Everything is published anew as version %d",
                    published.getAsLong(), version);
            return publishAll();
        }
        return published.isEmpty() || !hasPublished.get() ? publishAll() : publishSince(published.getAsLong());
    }

    private long publishSince(long base) {
        long version = writeChangedSince(base);
        // Redis may have been emptied in between; then what was not written now is missing.
        var standing = redis.publish(version, base);
        return standing.isPresent() ? standing.getAsLong() : publishAll();
    }

    private long publishAll() {
        long version = writeChangedSince(RedisCatalog.NOTHING);
        long standing = redis.publish(version, RedisCatalog.NOTHING).orElseThrow();
        hasPublished.set(true);
        LOGGER.infof("published the whole catalog as version %d", standing);
        return standing;
    }

    /** Writes tenants and keys changed since {@code base}, then the snapshot, all as one view of the store has them. */
    private long writeChangedSince(long base) {
        return store.read(tx -> {
            long version = tx.version();
            var batch = new ArrayList<PublishedRecord>(BATCH);
            tx.tenants().eachChangedSince(base, row -> add(batch, tenant(row, version)));
            tx.keys().eachChangedSince(base, row -> add(batch, key(row, version)));
            flush(batch);
            redis.write(List.of(new PublishedRecord(Published.SNAPSHOT, codec.write(tx.snapshot()), version, 0)));
            return version;
        });
    }

    private PublishedRecord tenant(Stored<Tenant> row, long version) {
        Tenant value = row.deleted() ? row.value().withEnabled(false) : row.value();
        return record(Published.tenant(value.id()), value, version, row.deleted());
    }

    private PublishedRecord key(Stored<ApiKey> row, long version) {
        ApiKey value = row.deleted() ? row.value().asRevoked() : row.value();
        return record(Published.key(value.hash()), value, version, row.deleted());
    }

    private PublishedRecord record(String key, Record value, long version, boolean deleted) {
        return new PublishedRecord(key, codec.writeStamped(value, version), version, deleted ? DELETED_SECONDS : 0);
    }

    private void add(List<PublishedRecord> batch, PublishedRecord record) {
        batch.add(record);
        if (batch.size() == BATCH) {
            flush(batch);
        }
    }

    private void flush(List<PublishedRecord> batch) {
        if (!batch.isEmpty()) {
            redis.write(List.copyOf(batch));
            batch.clear();
        }
    }
}
