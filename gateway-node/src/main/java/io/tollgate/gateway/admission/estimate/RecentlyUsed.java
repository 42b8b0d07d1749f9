package io.tollgate.gateway.admission.estimate;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A map of bounded size that forgets what has not been used for longest, roughly: once half the bound has been touched,
 * whatever was not touched since the last such moment goes. Thread-safe; a reader never waits.
 */
public final class RecentlyUsed<K, V> {

    private record Generations<K, V>(ConcurrentHashMap<K, V> young, ConcurrentHashMap<K, V> old) {}

    private final int mostYoung;
    private volatile Generations<K, V> generations =
            new Generations<>(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());

    /**
     * @param most the most entries, 2 or more
     */
    public RecentlyUsed(int most) {
        this.mostYoung = most / 2;
    }

    /** The value of {@code key}, or null. */
    public V get(K key) {
        Generations<K, V> now = generations;
        V value = now.young.get(key);
        if (value == null) {
            value = now.old.get(key);
            if (value != null) {
                keep(key, value);
            }
        }
        return value;
    }

    /** The value of {@code key}, which {@code create} makes if there is none. */
    public V computeIfAbsent(K key, Function<K, V> create) {
        V value = get(key);
        return value != null ? value : keep(key, create.apply(key));
    }

    int size() {
        Generations<K, V> now = generations;
        return now.young.size() + now.old.size();
    }

    private synchronized V keep(K key, V value) {
        if (generations.young.size() >= mostYoung) {
            generations = new Generations<>(new ConcurrentHashMap<>(), generations.young);
        }
        V known = generations.young.putIfAbsent(key, value);
        generations.old.remove(key);
        return known != null ? known : value;
    }
}
