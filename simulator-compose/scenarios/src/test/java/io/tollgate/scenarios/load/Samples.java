package io.tollgate.scenarios.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The requests of a run, in the order in which they ended.
 *
 * @param all of them
 */
public record Samples(List<Sample> all) {

    private static final double MICROS_PER_SECOND = 1e6;

    public Samples {
        all = List.copyOf(all);
    }

    /** Those that {@code wanted} accepts. */
    public Samples that(Predicate<Sample> wanted) {
        return new Samples(all.stream().filter(wanted).toList());
    }

    /** Those of one tag. */
    public Samples of(String tag) {
        return that(sample -> sample.tag().equals(tag));
    }

    /** Those that were due in this part of the run. */
    public Samples dueBetween(double fromSeconds, double toSeconds) {
        return that(sample -> sample.atMicros() >= fromSeconds * MICROS_PER_SECOND
                && sample.atMicros() < toSeconds * MICROS_PER_SECOND);
    }

    /** Those answered in full with 200. */
    public Samples served() {
        return that(Sample::served);
    }

    public int size() {
        return all.size();
    }

    /** How many had each status; 0 is none. */
    public Map<Integer, Long> statuses() {
        return all.stream().collect(Collectors.groupingBy(Sample::status, TreeMap::new, Collectors.counting()));
    }

    /** How many had this status. */
    public long count(int status) {
        return all.stream().filter(sample -> sample.status() == status).count();
    }

    /** What went wrong, up to three kinds of it, for people; empty when nothing did. */
    public String problems() {
        List<String> kinds = all.stream()
                .map(Sample::problem)
                .filter(problem -> problem != null)
                .distinct()
                .limit(3)
                .toList();
        return kinds.isEmpty() ? "" : " " + kinds;
    }

    /** The time to the head of the answer that this share of the requests did not exceed, in milliseconds; 0 of none. */
    public double headMillis(double percentile) {
        long[] sorted = all.stream().mapToLong(Sample::headMicros).sorted().toArray();
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(percentile / 100 * sorted.length) - 1;
        return sorted[Math.max(0, rank)] / 1000.0;
    }
}
