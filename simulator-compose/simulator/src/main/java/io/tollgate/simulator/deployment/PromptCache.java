package io.tollgate.simulator.deployment;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers beginnings of prompts for ten minutes, as prompt caching does: from 1,024 tokens on, in steps of 128.
 * Bounded. Not safe for many threads.
 */
final class PromptCache {
    static final int LEAST_TOKENS = 1024;
    private static final int STEP = 128;
    private static final int MOST_ENTRIES = 10_000;
    private static final long KEPT_MICROS = 600_000_000;

    private final Map<Long, Long> seenAtMicros = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MOST_ENTRIES;
        }
    };

    /** Cached tokens of a prompt whose parts end at these tokens and hash, with all before them, to these values. */
    int look(long nowMicros, int[] tokensUpTo, long[] hashUpTo) {
        int cached = 0;
        for (int part = 0; part < tokensUpTo.length; part++) {
            if (tokensUpTo[part] >= LEAST_TOKENS) {
                Long seen = seenAtMicros.put(hashUpTo[part], nowMicros);
                cached = seen != null && nowMicros - seen <= KEPT_MICROS ? tokensUpTo[part] / STEP * STEP : cached;
            }
        }
        return cached;
    }
}
