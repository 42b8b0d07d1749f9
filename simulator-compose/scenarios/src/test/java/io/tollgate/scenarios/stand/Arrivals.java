package io.tollgate.scenarios.stand;

import java.util.List;

/**
 * When backends received requests and what these drew: the oracle for limits. In order of arrival.
 *
 * @param all of them
 */
public record Arrivals(List<Arrival> all) {

    /**
     * A request that drew tokens.
     *
     * @param micros when its head was received, microseconds since the epoch
     * @param tokens real ones, prompt and completion
     */
    public record Arrival(long micros, long tokens) {}

    public Arrivals {
        all = all.stream()
                .sorted(java.util.Comparator.comparingLong(Arrival::micros))
                .toList();
    }

    /** Tokens drawn in all. */
    public long total() {
        return all.stream().mapToLong(Arrival::tokens).sum();
    }

    /** Those from one moment on and before another, both microseconds since the epoch. */
    public Arrivals between(long fromMicros, long toMicros) {
        return new Arrivals(all.stream()
                .filter(each -> each.micros() >= fromMicros && each.micros() < toMicros)
                .toList());
    }

    /** The most tokens of any window of this length, wherever it begins. */
    public long fullest(long windowMicros) {
        long most = 0;
        long sum = 0;
        int first = 0;
        for (Arrival last : all) {
            sum += last.tokens();
            while (last.micros() - all.get(first).micros() >= windowMicros) {
                sum -= all.get(first).tokens();
                first++;
            }
            most = Math.max(most, sum);
        }
        return most;
    }

    /** The fewest tokens of any window of this length that lies between the two moments. */
    public long emptiest(long windowMicros, long fromMicros, long toMicros) {
        long fewest = between(fromMicros, fromMicros + windowMicros).total();
        long sum = 0;
        int next = 0;
        for (int first = 0; first < all.size(); first++) {
            // A window is emptiest when it begins just after an arrival.
            long end = all.get(first).micros() + 1 + windowMicros;
            while (next < all.size() && all.get(next).micros() < end) {
                sum += all.get(next++).tokens();
            }
            sum -= all.get(first).tokens();
            if (all.get(first).micros() >= fromMicros && end <= toMicros) {
                fewest = Math.min(fewest, sum);
            }
        }
        return fewest;
    }

    /** The longest time without an arrival between the two moments, in microseconds. */
    public long longestGapMicros(long fromMicros, long toMicros) {
        long longest = 0;
        long last = fromMicros;
        for (Arrival each : between(fromMicros, toMicros).all()) {
            longest = Math.max(longest, each.micros() - last);
            last = each.micros();
        }
        return Math.max(longest, toMicros - last);
    }
}
