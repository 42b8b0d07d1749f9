package io.tollgate.gateway.admission.estimate;

/**
 * A histogram of sizes that forgets: four buckets for each power of two, and all counts halved whenever they add up to
 * {@value #MOST_WEIGHT}. Thread-safe; readers do not wait.
 */
final class RecentSizes {

    /** Fewer observations than this are no knowledge. */
    static final int LEAST_OBSERVATIONS = 8;

    private static final int MOST_WEIGHT = 200;
    private static final int PERCENTILE = 95;
    private static final int BUCKETS_PER_DOUBLING = 4;
    private static final long MOST_TOKENS = (1 << 24) - 1;
    private static final int BUCKETS = bucket(MOST_TOKENS) + 1;

    private final short[] counts = new short[BUCKETS];
    private int weight;
    private volatile int observations;
    private volatile long highTokens;

    boolean known() {
        return observations >= LEAST_OBSERVATIONS;
    }

    /** What 95 % of the recent sizes do not exceed, rounded up by less than a quarter. */
    long highTokens() {
        return highTokens;
    }

    synchronized void add(long tokens) {
        counts[bucket(Math.min(tokens, MOST_TOKENS))]++;
        if (++weight == MOST_WEIGHT) {
            halve();
        }
        highTokens = percentile();
        observations = Math.min(observations + 1, LEAST_OBSERVATIONS);
    }

    private void halve() {
        weight = 0;
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] = (short) (counts[i] / 2);
            weight += counts[i];
        }
    }

    private long percentile() {
        int above = weight - (weight * PERCENTILE + 99) / 100;
        int i = BUCKETS - 1;
        for (int seen = counts[i]; seen <= above && i > 0; seen += counts[i]) {
            i--;
        }
        return largest(i);
    }

    private static int bucket(long tokens) {
        if (tokens < BUCKETS_PER_DOUBLING) {
            return (int) tokens;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(tokens);
        int quarter = (int) (tokens >>> exponent - 2) & 3;
        return BUCKETS_PER_DOUBLING * (exponent - 1) + quarter;
    }

    private static long largest(int bucket) {
        if (bucket < BUCKETS_PER_DOUBLING) {
            return bucket;
        }
        int exponent = bucket / BUCKETS_PER_DOUBLING + 1;
        int quarters = BUCKETS_PER_DOUBLING + bucket % BUCKETS_PER_DOUBLING + 1;
        return ((long) quarters << exponent - 2) - 1;
    }
}
