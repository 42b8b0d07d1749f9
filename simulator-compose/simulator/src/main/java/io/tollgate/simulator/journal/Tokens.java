package io.tollgate.simulator.journal;

/**
 * Tokens of one answer, as reported in its usage.
 *
 * @param prompt of the prompt, cached ones included
 * @param cached of the prompt, found in the cache
 * @param completion produced, reasoning included
 */
public record Tokens(int prompt, int cached, int completion) {
    /** None. */
    public static final Tokens NONE = new Tokens(0, 0, 0);

    /** Prompt and completion. */
    public long total() {
        return (long) prompt + completion;
    }
}
