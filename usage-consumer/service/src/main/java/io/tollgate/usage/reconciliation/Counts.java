package io.tollgate.usage.reconciliation;

/**
 * What was served.
 *
 * @param requests how many
 * @param inputTokens cached ones included
 * @param outputTokens reasoning included
 */
record Counts(long requests, long inputTokens, long outputTokens) {

    static final Counts NOTHING = new Counts(0, 0, 0);

    Counts plus(Counts other) {
        return new Counts(
                requests + other.requests, inputTokens + other.inputTokens, outputTokens + other.outputTokens);
    }

    Counts minus(Counts other) {
        return new Counts(
                requests - other.requests, inputTokens - other.inputTokens, outputTokens - other.outputTokens);
    }
}
