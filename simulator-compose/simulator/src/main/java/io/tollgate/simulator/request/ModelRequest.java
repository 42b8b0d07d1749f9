package io.tollgate.simulator.request;

import java.util.List;
import java.util.OptionalInt;

/**
 * What the simulator needs of a request body. Unknown fields are accepted and ignored.
 *
 * @param model field {@code model}, or null
 * @param user field {@code user}, or an empty text
 * @param parts the prompt, in order
 * @param outputBound {@code max_completion_tokens} or {@code max_tokens}
 * @param choices {@code n}
 * @param bestOf {@code best_of}
 * @param stops {@code stop}
 * @param streaming {@code stream} and whether its usage is asked for
 * @param dimensions {@code dimensions} of an embedding
 * @param base64 whether embeddings are wanted as base64
 */
public record ModelRequest(
        String model,
        String user,
        List<PromptPart> parts,
        OptionalInt outputBound,
        int choices,
        int bestOf,
        List<String> stops,
        Streaming streaming,
        OptionalInt dimensions,
        boolean base64) {

    /** How the answer is to be sent. */
    public enum Streaming {
        /** As one body. */
        NO,
        /** As events. */
        YES,
        /** As events, with a usage chunk before the end. */
        WITH_USAGE
    }
}
