package io.tollgate.simulator.config;

/**
 * How long an answer takes: the time to the first token, then a time for each further one.
 *
 * @param timeToFirstTokenMillis milliseconds from arrival to the first token
 * @param perTokenMillis milliseconds between two tokens; fractions are kept
 */
public record LatencyConfig(Spread timeToFirstTokenMillis, Spread perTokenMillis) {

    /** Answers at once. */
    public static final LatencyConfig NONE = new LatencyConfig(Spread.ZERO, Spread.ZERO);

    /** What is absent is zero. */
    public LatencyConfig {
        timeToFirstTokenMillis = timeToFirstTokenMillis == null ? Spread.ZERO : timeToFirstTokenMillis;
        perTokenMillis = perTokenMillis == null ? Spread.ZERO : perTokenMillis;
    }

    /** Whether nothing ever waits. */
    public boolean immediate() {
        return timeToFirstTokenMillis.alwaysZero() && perTokenMillis.alwaysZero();
    }
}
