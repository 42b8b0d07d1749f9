package io.tollgate.simulator.deployment;

import io.tollgate.simulator.tokens.Lorem;

/**
 * What a request will be answered with, decided when it arrives.
 *
 * @param promptTokens of the whole prompt
 * @param cachedTokens of these, found in the prompt cache
 * @param choices how many answers, each of {@code text}
 * @param text visible text of one choice
 * @param reasoningTokens hidden ones of one choice
 * @param cutByBound whether the bound of the request ended it
 * @param estimatedOutput completion tokens assumed for limits on arrival
 * @param pace when its tokens are due
 */
public record Plan(
        int promptTokens,
        int cachedTokens,
        int choices,
        Lorem.Slice text,
        int reasoningTokens,
        boolean cutByBound,
        long estimatedOutput,
        Pace pace) {

    /** Completion tokens of all choices, reasoning included. */
    public int completionTokens() {
        return choices * (text.tokens() + reasoningTokens);
    }
}
