package io.tollgate.simulator.journal;

/**
 * The end of a request.
 *
 * @param ending how it ended
 * @param status sent, or 0 if none was
 * @param tokens real ones, up to where it ended
 * @param endMicros when, in microseconds since the epoch
 */
public record Outcome(Ending ending, int status, Tokens tokens, long endMicros) {
    static final Outcome IN_FLIGHT = new Outcome(Ending.IN_FLIGHT, 0, Tokens.NONE, 0);
}
