package io.tollgate.catalog.logs;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Lets each cause be told once in a while, and counts what is not told. Bounded and thread-safe. */
final class Repeats {

    /** Causes that are known at one time; while so many are new, any more are not told. */
    static final int MOST_CAUSES = 100;

    static final long PAUSE_MILLIS = 10_000;

    private final Map<String, Told> causes = new HashMap<>();

    private static final class Told {
        private final long atMillis;
        private long left;

        private Told(long atMillis) {
            this.atMillis = atMillis;
        }
    }

    /**
     * Whether to tell it.
     *
     * @param nowMillis monotonic
     * @return how often it has not been told since it was told last; empty when it is not to be told now
     */
    synchronized OptionalLong tell(String cause, long nowMillis) {
        Told told = causes.get(cause);
        if (told != null && nowMillis - told.atMillis < PAUSE_MILLIS) {
            told.left++;
            return OptionalLong.empty();
        }
        if (told == null && isFull(nowMillis)) {
            return OptionalLong.empty();
        }
        causes.put(cause, new Told(nowMillis));
        return OptionalLong.of(told == null ? 0 : told.left);
    }

    private boolean isFull(long nowMillis) {
        if (causes.size() >= MOST_CAUSES) {
            causes.values().removeIf(told -> nowMillis - told.atMillis >= PAUSE_MILLIS);
        }
        return causes.size() >= MOST_CAUSES;
    }
}
