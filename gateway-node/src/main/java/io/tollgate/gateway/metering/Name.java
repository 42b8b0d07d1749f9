package io.tollgate.gateway.metering;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The names in answers that mean something to a meter. */
enum Name {
    USAGE,
    MODEL,
    ID,
    CHOICES,
    INDEX,
    FINISH_REASON,
    OUTPUT,
    X_GROQ,
    DELTA,
    MESSAGE,
    ERROR,
    CODE,
    STATUS,
    TYPE,
    RESPONSE,
    CONTENT,
    TEXT,
    TRANSCRIPT,
    REFUSAL,
    REASONING,
    REASONING_CONTENT,
    REASONING_TEXT,
    THINKING,
    THOUGHT,
    ROLE,
    TOOL_CALLS,
    FUNCTION_CALL,
    FUNCTION,
    ARGUMENTS,
    NAME,
    PROMPT_TOKENS,
    COMPLETION_TOKENS,
    TOTAL_TOKENS,
    INPUT_TOKENS,
    OUTPUT_TOKENS,
    PROMPT_TOKENS_DETAILS,
    COMPLETION_TOKENS_DETAILS,
    INPUT_TOKENS_DETAILS,
    OUTPUT_TOKENS_DETAILS,
    CACHED_TOKENS,
    PROMPT_CACHE_HIT_TOKENS,
    CACHE_READ_INPUT_TOKENS,
    CACHE_CREATION_INPUT_TOKENS,
    REASONING_TOKENS,
    AUDIO_TOKENS,
    IMAGE_TOKENS,
    /** Any other name. */
    OTHER;

    private static final byte[][] BYTES = Arrays.stream(values())
            .map(name -> name.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);
    private static final Name[][] BY_LENGTH = byLength();

    static Name of(byte[] name, int length) {
        if (length < BY_LENGTH.length) {
            for (Name candidate : BY_LENGTH[length]) {
                byte[] bytes = BYTES[candidate.ordinal()];
                // The last byte tells most names of one length apart.
                if (length > 0
                        && bytes[length - 1] == name[length - 1]
                        && Arrays.equals(bytes, 0, length, name, 0, length)) {
                    return candidate;
                }
            }
        }
        return OTHER;
    }

    private static Name[][] byLength() {
        int longest = Arrays.stream(BYTES).mapToInt(bytes -> bytes.length).max().orElseThrow();
        var byLength = new Name[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            int wanted = length;
            byLength[length] = Arrays.stream(values())
                    .filter(name -> name != OTHER && BYTES[name.ordinal()].length == wanted)
                    .toArray(Name[]::new);
        }
        return byLength;
    }
}
