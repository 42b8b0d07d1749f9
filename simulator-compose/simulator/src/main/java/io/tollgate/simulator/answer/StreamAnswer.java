package io.tollgate.simulator.answer;

import io.tollgate.simulator.journal.Tokens;
import io.tollgate.simulator.tokens.Lorem;
import io.vertx.core.buffer.Buffer;

/** Writes the events of one streamed answer, good and bad ones. Used by one thread. */
public sealed interface StreamAnswer permits ChunkStream, ResponseStream {
    /** Whether the opening is sent before there is a token. */
    boolean opensAtOnce();

    /** What comes before the first token of each choice. */
    void open(Buffer into, int choices);

    /** One token of a choice. */
    void token(Buffer into, int choice, Lorem.Slice text, int index);

    /** The end of a choice. */
    void finish(Buffer into, int choice, boolean cutByBound);

    /** The end of the stream. */
    void close(Buffer into, Tokens tokens, int reasoningTokens);

    /** An error event. */
    void error(Buffer into, ErrorAnswer error);

    /** An event whose data is not JSON. */
    void malformed(Buffer into);

    /** The beginning of an event. */
    void truncated(Buffer into);
}
