package io.tollgate.simulator.journal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * When each request that drew tokens arrived, and how many it drew: an oracle for limits over any window of a long run, in
 * 16 bytes a request. Bounded: what ends after {@link #MOST} is counted as missed. Not safe for many threads: {@link Journal}
 * guards it.
 */
final class ArrivalLog {
    /** Requests that are kept. */
    static final int MOST = 1_000_000;

    private static final int FIRST = 1 << 10;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> tags = new ArrayList<>();
    private long[] micros = new long[FIRST];
    private int[] tokens = new int[FIRST];
    private int[] tag = new int[FIRST];
    private int size;
    private long missed;

    /** Notes one that has ended; one that drew nothing leaves no trace. */
    void add(String callersTag, long arrivedMicros, long drawn) {
        if (drawn == 0) {
            return;
        }
        if (size == MOST) {
            missed++;
            return;
        }
        if (size == micros.length) {
            int room = Math.min(MOST, 2 * size);
            micros = java.util.Arrays.copyOf(micros, room);
            tokens = java.util.Arrays.copyOf(tokens, room);
            tag = java.util.Arrays.copyOf(tag, room);
        }
        micros[size] = arrivedMicros;
        tokens[size] = Math.toIntExact(drawn);
        tag[size] = number(callersTag);
        size++;
    }

    /** Tags beyond the bound of the totals share one name here as well. */
    private int number(String name) {
        String kept = numbers.containsKey(name) || tags.size() < Journal.MOST_TAGS ? name : Journal.OTHER_TAGS;
        return numbers.computeIfAbsent(kept, any -> {
            tags.add(kept);
            return tags.size() - 1;
        });
    }

    /** Those whose tag is {@code wanted}, in order of arrival. */
    List<Arrival> of(Predicate<String> wanted) {
        List<Arrival> found = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (wanted.test(tags.get(tag[i]))) {
                found.add(new Arrival(micros[i], tokens[i]));
            }
        }
        found.sort(Comparator.comparingLong(Arrival::micros));
        return found;
    }

    /** How many could not be kept. */
    long missed() {
        return missed;
    }

    void clear() {
        numbers.clear();
        tags.clear();
        size = 0;
        missed = 0;
    }
}
