package io.tollgate.simulator.answer;

import io.tollgate.simulator.journal.Tokens;
import io.vertx.core.buffer.Buffer;

/** Writes the usage object. Pure. */
final class Usage {
    private static final byte[] PROMPT = Text.bytes("{\"prompt_tokens\":");
    private static final byte[] COMPLETION = Text.bytes(",\"completion_tokens\":");
    private static final byte[] TOTAL = Text.bytes(",\"total_tokens\":");
    private static final byte[] CACHED = Text.bytes(",\"prompt_tokens_details\":{\"cached_tokens\":");
    private static final byte[] REASONING =
            Text.bytes(",\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":");
    private static final byte[] END =
            Text.bytes(",\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}");

    private Usage() {}

    static void write(Buffer into, Tokens tokens, int reasoningTokens) {
        into.appendBytes(PROMPT);
        Text.decimal(into, tokens.prompt());
        into.appendBytes(COMPLETION);
        Text.decimal(into, tokens.completion());
        into.appendBytes(TOTAL);
        Text.decimal(into, tokens.total());
        into.appendBytes(CACHED);
        Text.decimal(into, tokens.cached());
        into.appendBytes(REASONING);
        Text.decimal(into, reasoningTokens);
        into.appendBytes(END);
    }
}
