package io.tollgate.usage.alerts;

import io.tollgate.usage.store.lead.Lead;
import java.time.Duration;
import java.util.Locale;

/** A way in which somebody is told. */
enum Channel {
    /** A record on Kafka: tried until it is there, since whoever reads wants all of them. */
    EVENT(Lead.Task.ALERT_EVENTS, Integer.MAX_VALUE, Duration.ofSeconds(30)),
    /** A call of somebody's address: given up after 20 tries, about two hours. */
    WEBHOOK(Lead.Task.ALERT_WEBHOOKS, 20, Duration.ofMinutes(10));

    private static final int DOUBLINGS = 20;

    private final Lead.Task task;
    private final int mostTries;
    private final Duration longestPause;

    Channel(Lead.Task task, int mostTries, Duration longestPause) {
        this.task = task;
        this.mostTries = mostTries;
        this.longestPause = longestPause;
    }

    Lead.Task task() {
        return task;
    }

    /** The name in the store. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing is tried any more after so many failures. */
    boolean givesUpAfter(int tries) {
        return tries >= mostTries;
    }

    /** How long to wait after so many failures: a second, then twice as long each time. */
    Duration pauseAfter(int tries) {
        Duration pause = Duration.ofSeconds(1L << Math.min(tries - 1, DOUBLINGS));
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
