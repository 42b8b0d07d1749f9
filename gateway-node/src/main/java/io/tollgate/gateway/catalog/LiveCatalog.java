package io.tollgate.gateway.catalog;

import io.tollgate.catalog.CatalogSnapshot;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** The newest snapshot that the node has, and the newest version it has heard of. Thread-safe. */
public final class LiveCatalog {

    /** Lower than every published version, of which the first is 0. */
    private static final long NOTHING_YET = -1;

    private final AtomicReference<CatalogIndex> current =
            new AtomicReference<>(new CatalogIndex(new CatalogSnapshot(NOTHING_YET, List.of(), List.of())));
    private final AtomicLong announced = new AtomicLong(NOTHING_YET);

    /** Read once per request and passed down, so that a request sees one version. */
    public CatalogIndex current() {
        return current.get();
    }

    /** Takes the snapshot unless a newer one is there. */
    public void apply(CatalogSnapshot snapshot) {
        var candidate = new CatalogIndex(snapshot);
        current.updateAndGet(known -> candidate.version() > known.version() ? candidate : known);
        announce(snapshot.version());
    }

    /** Notes that {@code version} exists. Returns whether it is newer than the snapshot that is applied. */
    public boolean announce(long version) {
        announced.accumulateAndGet(version, Math::max);
        return version > current.get().version();
    }

    /** What was looked up before this version may be stale. */
    public long announcedVersion() {
        return announced.get();
    }

    /** Whether any catalog has been applied, an empty one included. */
    public boolean isLoaded() {
        return current.get().version() > NOTHING_YET;
    }
}
