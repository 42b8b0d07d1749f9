package io.tollgate.gateway.admission.request;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Requests of 200 callers, each now silent and now sending, that together want a multiple of a limit. What they produce
 * has a heavy tail: of a median of 130 tokens and a mean of about 220, now and then 4,000.
 */
final class TrafficModel {

    /**
     * One request.
     *
     * @param boundTokens its own {@code max_tokens}, 0 for none
     */
    record Arrival(long atMillis, int promptWords, long outputTokens, long boundTokens, long runsMillis) {}

    static final int MEAN_TOKENS = 360;

    private static final int CALLERS = 200;
    private static final long MOST_OUTPUT = 4_000;

    private final Random random;
    private final boolean alwaysBounded;

    /**
     * @param alwaysBounded whether every request says {@code max_tokens}, twice what it produces; else every other one
     *     says one of 4,000
     */
    TrafficModel(long seed, boolean alwaysBounded) {
        this.random = new Random(seed);
        this.alwaysBounded = alwaysBounded;
    }

    /** In the order of time. */
    List<Arrival> arrivals(long tokensPerMinute, long durationMillis) {
        var arrivals = new ArrayList<Arrival>();
        double gapMillis = 60_000.0 * MEAN_TOKENS * CALLERS / tokensPerMinute;
        for (int caller = 0; caller < CALLERS; caller++) {
            double sendsFrom = exponential(10_000);
            while (sendsFrom < durationMillis) {
                // Sends at three times its mean rate for a while, then is silent for twice as long.
                double sendsUntil = Math.min(durationMillis, sendsFrom + exponential(5_000));
                for (double at = sendsFrom + exponential(gapMillis / 3);
                        at < sendsUntil;
                        at += exponential(gapMillis / 3)) {
                    arrivals.add(arrival((long) at));
                }
                sendsFrom = sendsUntil + exponential(10_000);
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::atMillis));
        return arrivals;
    }

    private Arrival arrival(long atMillis) {
        long output = Math.clamp(Math.round(130 * Math.exp(random.nextGaussian())), 1, MOST_OUTPUT);
        long bound = alwaysBounded ? 2 * output : random.nextBoolean() ? MOST_OUTPUT : 0;
        return new Arrival(atMillis, 50 + random.nextInt(200), output, bound, 300 + output * 15);
    }

    private double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }
}
