package io.tollgate.usage.rerating;

import java.time.YearMonth;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Models by the month that they wait to be looked at in; what is added again waits once. Thread-safe. */
final class PendingMonths {

    private SortedMap<YearMonth, Set<String>> waiting = new TreeMap<>();

    synchronized void add(YearMonth month, Set<String> models) {
        waiting.computeIfAbsent(month, absent -> new HashSet<>()).addAll(models);
    }

    /** All that waits, which then waits no more. */
    synchronized SortedMap<YearMonth, Set<String>> take() {
        SortedMap<YearMonth, Set<String>> taken = waiting;
        waiting = new TreeMap<>();
        return taken;
    }
}
