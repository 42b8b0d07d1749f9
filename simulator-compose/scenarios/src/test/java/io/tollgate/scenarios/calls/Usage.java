package io.tollgate.scenarios.calls;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Tokens, as one party counts them.
 *
 * @param input prompt tokens
 * @param output completion tokens
 */
public record Usage(long input, long output) {

    /** Nothing. */
    public static final Usage NONE = new Usage(0, 0);

    /** The {@code usage} of an answer or chunk; embeddings have no output. */
    public static Usage of(JsonNode usage) {
        return new Usage(
                usage.path("prompt_tokens").asLong(),
                usage.path("completion_tokens").asLong());
    }

    /** Both together. */
    public long total() {
        return input + output;
    }

    /** The sum. */
    public Usage plus(Usage other) {
        return new Usage(input + other.input, output + other.output);
    }
}
