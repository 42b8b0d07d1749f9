package io.tollgate.gateway.admission.estimate;

/**
 * What a request will probably use. Never a bill: an event that has nothing better says so in its source.
 *
 * @param promptTokens input, estimated or counted
 * @param expectedOutputTokens output that is to be reserved
 * @param upperBoundTokens the most that the request can use by its own and the model's bounds
 * @param source how well it is known
 */
public record TokenEstimate(long promptTokens, long expectedOutputTokens, long upperBoundTokens, Source source) {

    /** The same for a prompt of so many tokens more. */
    public TokenEstimate plus(long promptTokensMore) {
        return promptTokensMore == 0
                ? this
                : new TokenEstimate(
                        promptTokens + promptTokensMore,
                        expectedOutputTokens,
                        upperBoundTokens + promptTokensMore,
                        source);
    }

    /** Where an estimate comes from. */
    public enum Source {
        /** From what backends reported of this tenant's earlier requests. */
        LEARNED,
        /** From a tokenizer. */
        COUNTED,
        /** From the text's size alone. */
        GUESSED
    }
}
