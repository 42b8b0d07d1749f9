package io.tollgate.gateway.catalog;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.codec.CatalogCodec;
import io.tollgate.catalog.codec.Published;
import io.tollgate.gateway.model.Caller;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the key and the tenant behind a key's hash: in memory when looked up since the last change of the catalog, else
 * in Redis. A look-up that began before a change is never kept, so a stale answer cannot outlive it. Thread-safe.
 */
public final class CallerDirectory {

    /** Entries kept; when it is full it starts anew, which costs each active key one look-up. */
    static final int MOST_ENTRIES = 100_000;

    private final PublishedCatalog published;
    private final LiveCatalog catalog;
    private final CatalogCodec codec = new CatalogCodec();
    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

    public CallerDirectory(PublishedCatalog published, LiveCatalog catalog) {
        this.published = published;
        this.catalog = catalog;
    }

    private record Entry(long version, Optional<Caller> caller) {}

    /**
     * @param keyHash as {@link io.tollgate.catalog.codec.KeyHash} makes it
     * @return empty when there is no such key; a failed stage when Redis did not say and nothing is remembered
     */
    public CompletionStage<Optional<Caller>> find(String keyHash) {
        long version = catalog.announcedVersion();
        Entry known = entries.get(keyHash);
        if (known != null && known.version >= version) {
            return CompletableFuture.completedStage(known.caller);
        }
        CompletionStage<Optional<Caller>> asked = lookUp(keyHash, version);
        // Redis may stay away for long: what was known last is then better than nothing.
        return known == null
                ? asked
                : asked.exceptionallyCompose(away -> CompletableFuture.completedStage(known.caller));
    }

    private CompletionStage<Optional<Caller>> lookUp(String keyHash, long version) {
        return published.read(Published.key(keyHash)).thenCompose(text -> {
            if (text == null) {
                return CompletableFuture.completedStage(remember(keyHash, version, Optional.empty()));
            }
            ApiKey key = codec.readKey(text);
            return published.read(Published.tenant(key.tenantId())).thenApply(tenantText -> {
                Optional<Tenant> tenant = Optional.ofNullable(tenantText).map(codec::readTenant);
                return remember(keyHash, version, tenant.map(found -> new Caller(found, key)));
            });
        });
    }

    private Optional<Caller> remember(String keyHash, long version, Optional<Caller> caller) {
        if (entries.size() >= MOST_ENTRIES) {
            entries.clear();
        }
        entries.merge(keyHash, new Entry(version, caller), (old, fresh) -> fresh.version >= old.version ? fresh : old);
        return caller;
    }
}
