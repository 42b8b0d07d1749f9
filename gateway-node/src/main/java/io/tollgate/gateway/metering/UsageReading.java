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

    /**
     * The backend has not said what the whole answer used; this much has passed, nearly.
     *
     * @param output what has passed, or what the backend had reported until then when that is more
     * @param input what the backend has said of the input, 0 when it has said nothing
     * @param cachedInput those of {@code input} that came from the backend's cache
     */
    record Counted(long output, long input, long cachedInput) implements UsageReading {
        /** Nothing is known of the input. */
        public Counted(long output) {
            this(output, 0, 0);
        }
    }

    /** The backend has said nothing and no output has passed. */
    record None() implements UsageReading {}
}
