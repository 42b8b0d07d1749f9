package io.tollgate.simulator.answer;

import io.tollgate.simulator.journal.Tokens;
import io.tollgate.simulator.tokens.Lorem;
import io.vertx.core.buffer.Buffer;

/** The events of a streamed chat completion or completion. Used by one thread. */
public final class ChunkStream implements StreamAnswer {
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
    private final String broken;

    /** The events of {@code head}; every one has the same id. */
    public ChunkStream(boolean chat, boolean withUsage, AnswerHead head) {
        this.chat = chat;
        this.withUsage = withUsage;
        this.prefix = Text.bytes("data: {\"id\":\"" + (chat ? "chatcmpl-" : "cmpl-") + head.id() + "\",\"object\":\""
                + (chat ? "chat.completion.chunk" : "text_completion") + "\",\"created\":" + head.createdSeconds()
                + ",\"model\":\"" + head.model() + "\",\"system_fingerprint\":\"fp_simulator\",\"choices\":");
        this.broken = "data: {\"id\":\"chatcmpl-" + head.id() + "\",\"choi";
    }

    @Override
    public boolean opensAtOnce() {
        return false;
    }

    /** The first chunk of a chat's choice says the role. Completions have none. */
    @Override
    public void open(Buffer into, int choices) {
        for (int choice = 0; chat && choice < choices; choice++) {
            into.appendBytes(prefix).appendBytes(INDEX);
            Text.decimal(into, choice);
            into.appendBytes(CHAT_ROLE);
            end(into);
        }
    }

    @Override
    public void token(Buffer into, int choice, Lorem.Slice text, int index) {
        into.appendBytes(prefix).appendBytes(INDEX);
        Text.decimal(into, choice);
        int start = text.start(index);
        into.appendBytes(chat ? CHAT_DELTA : TEXT_DELTA)
                .appendBytes(text.bytes(), start, text.end(index) - start)
                .appendBytes(chat ? CHAT_DELTA_END : TEXT_DELTA_END);
        end(into);
    }

    @Override
    public void finish(Buffer into, int choice, boolean cutByBound) {
        into.appendBytes(prefix).appendBytes(INDEX);
        Text.decimal(into, choice);
        into.appendBytes(chat ? CHAT_FINISH : TEXT_FINISH)
                .appendBytes(Text.bytes(cutByBound ? "length" : "stop"))
                .appendBytes(FINISH_END);
        end(into);
    }

    /** The usage chunk if it was asked for, and {@code [DONE]}. */
    @Override
    public void close(Buffer into, Tokens tokens, int reasoningTokens) {
        if (withUsage) {
            into.appendBytes(prefix).appendBytes(NO_CHOICES).appendBytes(USAGE);
            Usage.write(into, tokens, reasoningTokens);
            into.appendBytes(END);
        }
        into.appendBytes(DONE);
    }

    @Override
    public void error(Buffer into, ErrorAnswer error) {
        into.appendString("data: ").appendBuffer(error.json()).appendString("\n\n");
    }

    @Override
    public void malformed(Buffer into) {
        into.appendString(broken).appendString("ces\":[{]\n\n");
    }

    @Override
    public void truncated(Buffer into) {
        into.appendString(broken);
    }

    private void end(Buffer into) {
        into.appendBytes(withUsage ? END_USAGE_NULL : END);
    }
}
