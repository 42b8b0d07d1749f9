package io.tollgate.gateway.routing.latency;

/**
 * A mean that forgets: under traffic a value counts for half after a second, and never less than a few values are behind it.
 * Not thread-safe.
 */
final class DecayedMean {

    private static final double HALF_LIFE_MILLIS = 1_000;
    private static final double SAMPLES_HALF_LIFE_MILLIS = 5_000;

    /** However long ago the last one was, one value alone does not make the mean while the others are remembered. */
    private static final double MOST_WEIGHT = 0.25;

    private double mean;
    private double samples;
    private long atMillis;

    void add(double value, long nowMillis) {
        double before = samples(nowMillis);
        double byTime = 1 - Math.pow(2, -(nowMillis - atMillis) / HALF_LIFE_MILLIS);
        double weight = Math.max(1 / (before + 1), Math.min(MOST_WEIGHT, byTime));
        mean += (value - mean) * weight;
        samples = before + 1;
        atMillis = nowMillis;
    }

    double mean() {
        return mean;
    }

    /** How many there were, each counting for half after five seconds. */
    double samples(long nowMillis) {
        return samples == 0 ? 0 : samples * Math.pow(2, -(nowMillis - atMillis) / SAMPLES_HALF_LIFE_MILLIS);
    }
}
