package io.tollgate.simulator.answer;

import io.tollgate.simulator.journal.Tokens;
import io.tollgate.simulator.tokens.Lorem;
import io.vertx.core.buffer.Buffer;

/** Writes the events of one streamed answer. Used by one thread. */
public final class StreamAnswer {
    /** The last event of every stream. */
    private static final byte[] DONE = Text.bytes("data: [DONE]\n\n");

    private static final byte[] INDEX = Text.bytes("[{\"index\":");
    private static final byte[] CHAT_ROLE = Text.bytes(
            ",\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":null}]");
    private static final byte[] CHAT_DELTA = Text.bytes(",\"delta\":{\"content\":\"");
    private static final byte[] CHAT_DELTA_END = Text.bytes("\"},\"logprobs\":null,\"finish_reason\":null}]");
    private static final byte[] CHAT_FINISH = Text.bytes(",\"delta\":{},\"logprobs\":null,\"finish_reason\":\"");
    private static final byte[] TEXT_DELTA = Text.bytes(",\"text\":\"");
    private static final byte[] TEXT_DELTA_END = Text.bytes("\",\"logprobs\":null,\"finish_reason\":null}]");
    private static final byte[] TEXT_FINISH = Text.bytes(",\"text\":\"\",\"logprobs\":null,\"finish_reason\":\"");
    private static final byte[] FINISH_END = Text.bytes("\"}]");
    private static final byte[] NO_CHOICES = Text.bytes("[]");
    private static final byte[] USAGE = Text.bytes(",\"usage\":");
    private static final byte[] END = Text.bytes("}\n\n");
    private static final byte[] END_USAGE_NULL = Text.bytes(",\"usage\":null}\n\n");

    private final boolean chat;
    private final boolean withUsage;
    private final byte[] prefix;

    /** The events of {@code head}; every one has the same id. */
    public StreamAnswer(boolean chat, boolean withUsage, AnswerHead head) {
        this.chat = chat;
        this.withUsage = withUsage;
        this.prefix = Text.bytes("data: {\"id\":\"" + (chat ? "chatcmpl-" : "cmpl-") + head.id() + "\",\"object\":\""
                + (chat ? "chat.completion.chunk" : "text_completion") + "\",\"created\":" + head.createdSeconds()
                + ",\"model\":\"" + head.model() + "\",\"system_fingerprint\":\"fp_simulator\",\"choices\":");
    }

    /** The first chunk of a chat's choice, which says the role. Completions have none. */
    public void role(Buffer into, int choice) {
        if (chat) {
            into.appendBytes(prefix).appendBytes(INDEX);
            Text.decimal(into, choice);
            into.appendBytes(CHAT_ROLE);
            end(into);
        }
    }

    /** One token of a choice. */
    public void token(Buffer into, int choice, Lorem.Slice text, int index) {
        into.appendBytes(prefix).appendBytes(INDEX);
        Text.decimal(into, choice);
        int start = text.start(index);
        into.appendBytes(chat ? CHAT_DELTA : TEXT_DELTA)
                .appendBytes(text.bytes(), start, text.end(index) - start)
                .appendBytes(chat ? CHAT_DELTA_END : TEXT_DELTA_END);
        end(into);
    }

    /** The last chunk of a choice. */
    public void finish(Buffer into, int choice, boolean cutByBound) {
        into.appendBytes(prefix).appendBytes(INDEX);
        Text.decimal(into, choice);
        into.appendBytes(chat ? CHAT_FINISH : TEXT_FINISH)
                .appendBytes(Text.bytes(cutByBound ? "length" : "stop"))
                .appendBytes(FINISH_END);
        end(into);
    }

    /** The usage chunk if it was asked for, and {@code [DONE]}. */
    public void close(Buffer into, Tokens tokens, int reasoningTokens) {
        if (withUsage) {
            into.appendBytes(prefix).appendBytes(NO_CHOICES).appendBytes(USAGE);
            Usage.write(into, tokens, reasoningTokens);
            into.appendBytes(END);
        }
        into.appendBytes(DONE);
    }

    /** The end of every stream. */
    public static Buffer done() {
        return Buffer.buffer(DONE);
    }

    private void end(Buffer into) {
        into.appendBytes(withUsage ? END_USAGE_NULL : END);
    }
}
