package io.tollgate.simulator.limits;

/** What a deployment says about its limits after a request arrived; the source of the rate headers. */
public sealed interface RateState {

    /**
     * Pay as you go. A limit of 0 is without limit, and then nothing is said about it.
     *
     * @param limitTokens tokens per minute
     * @param remainingTokens left in this minute
     * @param limitRequests requests per minute
     * @param remainingRequests left in this minute
     * @param resetMicros until the minute ends
     */
    record PerMinute(
            long limitTokens, long remainingTokens, long limitRequests, long remainingRequests, long resetMicros)
            implements RateState {}

    /** Provisioned throughput: utilisation in thousandths, 1000 is full, and it may be more. */
    record Utilisation(long permille) implements RateState {}
}
