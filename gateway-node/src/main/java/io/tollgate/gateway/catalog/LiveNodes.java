package io.tollgate.gateway.catalog;

import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;

/**
 * How many nodes serve, by what they report; the last that was read stays while Redis is away. A node that stops reporting
 * is counted for up to 15 seconds more, so that a share is rather too small than too large. Thread-safe.
 */
public final class LiveNodes {

    private static final long READ_MILLIS = 1_000;
    private static final long FRESH_MILLIS = 5_000;
    private static final int READINGS = 10;

    private final InstantSource clock;
    private final int[] latest = new int[READINGS];
    private int next;
    private volatile int count = 1;

    public LiveNodes(InstantSource clock) {
        this.clock = clock;
    }

    /** 1 or more; this node included. */
    public int count() {
        return count;
    }

    /** Reads the reports once a second, until {@code vertx} ends. */
    public void follow(Vertx vertx, PublishedCatalog published) {
        vertx.setPeriodic(READ_MILLIS, tick -> published.reports().thenAccept(this::heard));
    }

    /** Takes what {@link io.tollgate.catalog.Published#APPLIED} holds; to be called about once a second. */
    synchronized void heard(Map<String, String> applied) {
        long since = clock.millis() - FRESH_MILLIS;
        int fresh = 0;
        for (String report : applied.values()) {
            if (reportedMillis(report) >= since) {
                fresh++;
            }
        }
        latest[next] = fresh;
        next = (next + 1) % READINGS;
        count = Math.max(1, Arrays.stream(latest).max().orElse(1));
    }

    private static long reportedMillis(String report) {
        try {
            return Long.parseLong(report.substring(report.indexOf(':') + 1));
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }
}
