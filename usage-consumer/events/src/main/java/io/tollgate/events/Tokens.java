package io.tollgate.events;

/**
 * What a request used. All counts are zero or more.
 *
 * @param input every input token, cached ones included
 * @param cachedInput those of {@code input} that the backend read from its cache
 * @param output every output token, reasoning included
 * @param reasoning those of {@code output} that were spent on reasoning
 * @param source where the counts come from
 */
public record Tokens(long input, long cachedInput, long output, long reasoning, Source source) {

    /** Where token counts come from. */
    public enum Source {
        /** The backend said so. */
        REPORTED,
        /** The backend said nothing; counted from what passed through. */
        COUNTED,
        /** Neither said nor seen; what had been reserved. */
        ESTIMATED,
        /** Nothing was used. */
        NONE
    }

    /** Nothing was used. */
    public static final Tokens NONE = new Tokens(0, 0, 0, 0, Source.NONE);

    public Tokens {
        if (input < 0 || cachedInput < 0 || output < 0 || reasoning < 0) {
            throw new IllegalArgumentException("token counts are zero or more");
        }
    }

    /** Input plus output. */
    public long total() {
        return input + output;
    }
}
