package io.tollgate.events;

/**
 * What a request used. All counts are zero or more.
 *
 * @param input every input token, cached ones included
 * @param cachedInput those of {@code input} that the backend read from its cache
 * @param output every output token, reasoning included
 * @param reasoning those of {@code output} that were spent on reasoning
 * @param source where the counts come from
 * @param audioInput those of {@code input} that were audio
 * @param audioOutput those of {@code output} that were audio
 * @param imageInput those of {@code input} that were images, where the backend counts them apart
 */
public record Tokens(
        long input,
        long cachedInput,
        long output,
        long reasoning,
        Source source,
        long audioInput,
        long audioOutput,
        long imageInput) {

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
        if (input < 0
                || cachedInput < 0
                || output < 0
                || reasoning < 0
                || negative(audioInput, audioOutput, imageInput)) {
            throw new IllegalArgumentException("token counts are zero or more");
        }
    }

    /** Text alone. */
    public Tokens(long input, long cachedInput, long output, long reasoning, Source source) {
        this(input, cachedInput, output, reasoning, source, 0, 0, 0);
    }

    private static boolean negative(long audioInput, long audioOutput, long imageInput) {
        return audioInput < 0 || audioOutput < 0 || imageInput < 0;
    }

    /** Input plus output. */
    public long total() {
        return input + output;
    }
}
