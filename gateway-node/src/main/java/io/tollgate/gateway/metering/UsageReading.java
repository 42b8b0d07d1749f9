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
     */
    record Reported(long input, long cachedInput, long output, long reasoning) implements UsageReading {
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
    }

    /** The backend has said nothing; this much output has passed, nearly. */
    record Counted(long output) implements UsageReading {}

    /** The backend has said nothing and no output has passed. */
    record None() implements UsageReading {}
}
