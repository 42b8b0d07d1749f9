package io.tollgate.gateway.metering;

/** What is known of an answer's tokens. Counts are zero or more. */
public sealed interface UsageReading {

    /**
     * The backend said so.
     *
     * @param input every input token, cached ones included
     * @param cachedInput those of {@code input} that came from the backend's cache
     * @param output every output token, reasoning included
     * @param reasoning those of {@code output} that were spent on reasoning
     * @param audioInput those of {@code input} that were audio
     * @param audioOutput those of {@code output} that were audio
     * @param imageInput those of {@code input} that were images
     */
    record Reported(
            long input,
            long cachedInput,
            long output,
            long reasoning,
            long audioInput,
            long audioOutput,
            long imageInput)
            implements UsageReading {
        public Reported {
            if (input < 0
                    || cachedInput < 0
                    || cachedInput > input
                    || output < 0
                    || reasoning < 0
                    || reasoning > output) {
                throw new IllegalArgumentException(
                        "token counts are zero or more, and a part is no more than its whole");
            }
        }

        /** Text alone. */
        public Reported(long input, long cachedInput, long output, long reasoning) {
            this(input, cachedInput, output, reasoning, 0, 0, 0);
        }
    }

    /** The backend has said nothing; this much output has passed, nearly. */
    record Counted(long output) implements UsageReading {}

    /** The backend has said nothing and no output has passed. */
    record None() implements UsageReading {}
}
