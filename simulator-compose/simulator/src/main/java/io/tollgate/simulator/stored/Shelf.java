package io.tollgate.simulator.stored;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Things by id, as many as fit: the oldest make room for new ones. Safe for many threads.
 *
 * @param <T> what is kept
 */
public final class Shelf<T extends Kept> {
    private final long mostBytes;
    private final Map<String, T> byId = new LinkedHashMap<>();
    private long bytes;

    Shelf(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Keeps {@code thing} instead of one of the same id. */
    public synchronized void put(T thing) {
        remove(thing.id());
        byId.put(thing.id(), thing);
        bytes += thing.bytes();
        for (var oldest = byId.values().iterator(); bytes > mostBytes && oldest.hasNext(); ) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    /** The one of this id. */
    public synchronized Optional<T> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Whether there was one of this id. There is none any more. */
    public synchronized boolean remove(String id) {
        T removed = byId.remove(id);
        bytes -= removed == null ? 0 : removed.bytes();
        return removed != null;
    }

    /** All, oldest first. */
    public synchronized List<T> all() {
        return List.copyOf(byId.values());
    }

    /** Forgets all. */
    public synchronized void clear() {
        byId.clear();
        bytes = 0;
    }
}
