package io.tollgate.simulator.journal;

/**
 * A request that drew tokens.
 *
 * @param micros when its head was received, microseconds since the epoch
 * @param tokens real ones, prompt and completion; of a broken answer those up to where it broke
 */
public record Arrival(long micros, long tokens) {}
