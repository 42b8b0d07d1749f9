package io.tollgate.gateway.admission.estimate;

import io.tollgate.gateway.admission.estimate.image.ImageTokens;
import io.tollgate.gateway.body.PromptFeatures;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Estimates prompt tokens from the size of the text and of the images, times what the ratio of reported to estimated tokens has lately been
 * for the same tenant and model. Thread-safe; remembers at most {@value #MOST_ENTRIES} pairs of tenant and model.
 */
public final class PromptEstimator {

    static final int MOST_ENTRIES = 10_000;

    /** Fewer observations than this are no knowledge. */
    static final int LEAST_OBSERVATIONS = 4;

    private static final int ASCII_BYTES_PER_TOKEN = 4;
    private static final int NON_ASCII_BYTES_PER_TOKEN = 5;

    private final RecentlyUsed<TenantModel, Ratio> ratios = new RecentlyUsed<>(MOST_ENTRIES);

    /** Prompt tokens by the size of the text and the images alone, 1 or more. */
    public static long fastEstimate(String model, PromptFeatures features) {
        long asciiBytes = features.textBytes() - features.nonAsciiBytes();
        // The role of a message is one token.
        return Math.max(
                1,
                Surcharge.of(features)
                        + ImageTokens.usual(model, features.images())
                        + features.messages()
                        + (asciiBytes + ASCII_BYTES_PER_TOKEN - 1) / ASCII_BYTES_PER_TOKEN
                        + (features.nonAsciiBytes() + NON_ASCII_BYTES_PER_TOKEN - 1) / NON_ASCII_BYTES_PER_TOKEN);
    }

    /** Prompt tokens by all that is known, 1 or more. */
    public long estimate(String tenant, String model, PromptFeatures features) {
        long fast = fastEstimate(model, features);
        Ratio ratio = ratios.get(new TenantModel(tenant, model));
        return ratio == null ? fast : ratio.applied(fast);
    }

    /** Whether enough requests have been seen for {@link #estimate} to be better than a guess. */
    public boolean known(String tenant, String model) {
        Ratio ratio = ratios.get(new TenantModel(tenant, model));
        return ratio != null && ratio.observations() >= LEAST_OBSERVATIONS;
    }

    /**
     * Learns from one request.
     *
     * @param fastEstimate what {@link #fastEstimate} said of it
     * @param reportedInput what the backend said
     */
    public void observe(String tenant, String model, long fastEstimate, long reportedInput) {
        if (fastEstimate > 0 && reportedInput > 0) {
            ratios.computeIfAbsent(new TenantModel(tenant, model), key -> new Ratio())
                    .observe(fastEstimate, reportedInput);
        }
    }

    /** An exponentially weighted mean, in millionths, and how many observations it rests on, in one word. */
    private static final class Ratio {

        private static final int COUNT_BITS = 8;
        private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;
        private static final long ONE = 1_000_000;
        private static final long LEAST = ONE / 16;
        private static final long MOST = ONE * 16;

        /** An observation weighs at least one in this many. */
        private static final int LONGEST_MEMORY = 16;

        private final AtomicLong word = new AtomicLong(ONE << COUNT_BITS);

        int observations() {
            return (int) (word.get() & COUNT_MASK);
        }

        long applied(long fast) {
            return Math.max(1, (long) Math.ceil(fast * (double) (word.get() >>> COUNT_BITS) / ONE));
        }

        void observe(long fast, long reported) {
            long seen = Math.clamp((long) ((double) reported / fast * ONE), LEAST, MOST);
            word.updateAndGet(now -> {
                int count = (int) Math.min(LONGEST_MEMORY, (now & COUNT_MASK) + 1);
                long mean = now >>> COUNT_BITS;
                return mean + (seen - mean) / count << COUNT_BITS | count;
            });
        }
    }
}
