package io.tollgate.gateway.admission.lease;

import java.util.Arrays;
import java.util.List;

/** What has been asked for per second, lately: older requests count less, by half every 7 seconds. Not thread-safe. */
final class RecentDemand {

    private static final double DECAY_MILLIS = 10_000;

    /** With less than this left of a request, what was before is forgotten. */
    private static final double FORGOTTEN = 0.05;

    private static final long SHORTEST_MILLIS = 1_000;

    private final double[] amounts;
    private double requests;
    private long sinceMillis;
    private long atMillis;

    RecentDemand(int limits, long nowMillis) {
        amounts = new double[limits];
        sinceMillis = nowMillis;
        atMillis = nowMillis;
    }

    void add(List<Long> wanted, long nowMillis) {
        decay(nowMillis);
        requests++;
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] += wanted.get(i);
        }
    }

    /** How many requests are remembered, the older ones in part. */
    double requests() {
        return requests;
    }

    double requestsPerSecond(long nowMillis) {
        return perSecond(requests, nowMillis);
    }

    double perSecond(int limit, long nowMillis) {
        return perSecond(amounts[limit], nowMillis);
    }

    /** A sum that began a while ago has not seen all that it would remember; the rate makes up for that. */
    private double perSecond(double sum, long nowMillis) {
        double ageMillis = Math.max(SHORTEST_MILLIS, nowMillis - sinceMillis);
        double remembered = DECAY_MILLIS / 1_000 * (1 - Math.exp(-ageMillis / DECAY_MILLIS));
        return sum * Math.exp(-Math.max(0, nowMillis - atMillis) / DECAY_MILLIS) / remembered;
    }

    private void decay(long nowMillis) {
        if (nowMillis > atMillis) {
            double left = Math.exp((atMillis - nowMillis) / DECAY_MILLIS);
            requests *= left;
            for (int i = 0; i < amounts.length; i++) {
                amounts[i] *= left;
            }
            atMillis = nowMillis;
        }
        if (requests < FORGOTTEN) {
            requests = 0;
            Arrays.fill(amounts, 0);
            sinceMillis = nowMillis;
        }
    }
}
