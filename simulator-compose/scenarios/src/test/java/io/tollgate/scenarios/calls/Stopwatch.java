package io.tollgate.scenarios.calls;

import java.time.Duration;

/**
 * Time that has passed since a moment.
 *
 * @param startNanos the moment, by {@link System#nanoTime}
 */
public record Stopwatch(long startNanos) {

    /** Starts now. */
    public static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    /** Whole milliseconds so far. */
    public long millis() {
        return elapsed().toMillis();
    }

    /** The time so far. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
