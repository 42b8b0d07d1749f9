package io.tollgate.simulator.tokens;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;

/**
 * Counts by text, bounded by the characters it holds: when the young generation is full it becomes the old one and the
 * old one is dropped. Safe for many threads; a value may be computed twice.
 */
final class TwoGenerationCache {
    private final long mostCharsPerGeneration;
    private final AtomicLong youngChars = new AtomicLong();
    private volatile ConcurrentHashMap<String, Integer> young = new ConcurrentHashMap<>();
    private volatile ConcurrentHashMap<String, Integer> old = new ConcurrentHashMap<>();

    TwoGenerationCache(long mostCharsPerGeneration) {
        this.mostCharsPerGeneration = mostCharsPerGeneration;
    }

    int get(String text, ToIntFunction<String> compute) {
        Integer known = young.get(text);
        if (known != null) {
            return known;
        }
        Integer aged = old.get(text);
        int value = aged != null ? aged : compute.applyAsInt(text);
        keep(text, value);
        return value;
    }

    private void keep(String text, int value) {
        long cost = text.length() + 64L;
        if (cost > mostCharsPerGeneration / 4) {
            return;
        }
        if (youngChars.addAndGet(cost) > mostCharsPerGeneration) {
            synchronized (this) {
                old = young;
                young = new ConcurrentHashMap<>();
                youngChars.set(cost);
            }
        }
        young.put(text, value);
    }

    int size() {
        return young.size() + old.size();
    }
}
