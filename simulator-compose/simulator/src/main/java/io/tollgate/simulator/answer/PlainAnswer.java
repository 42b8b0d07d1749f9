package io.tollgate.simulator.answer;

import io.tollgate.simulator.journal.Tokens;
import io.tollgate.simulator.tokens.Lorem;
import io.vertx.core.buffer.Buffer;

/** Writes whole answers of chat completions and completions as JSON bytes. Pure. */
public final class PlainAnswer {
    private static final byte[] CHAT_ID = Text.bytes("{\"id\":\"chatcmpl-");
    private static final byte[] CHAT_OBJECT = Text.bytes("\",\"object\":\"chat.completion\",\"created\":");
    private static final byte[] TEXT_ID = Text.bytes("{\"id\":\"cmpl-");
    private static final byte[] TEXT_OBJECT = Text.bytes("\",\"object\":\"text_completion\",\"created\":");
    private static final byte[] MODEL = Text.bytes(",\"model\":\"");
    private static final byte[] CHOICES = Text.bytes("\",\"system_fingerprint\":\"fp_simulator\",\"choices\":[");
    private static final byte[] INDEX = Text.bytes("{\"index\":");
    private static final byte[] CHAT_CONTENT = Text.bytes(",\"message\":{\"role\":\"assistant\",\"content\":\"");
    private static final byte[] CHAT_END =
            Text.bytes("\",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"");
    private static final byte[] TEXT_CONTENT = Text.bytes(",\"text\":\"");
    private static final byte[] TEXT_END = Text.bytes("\",\"logprobs\":null,\"finish_reason\":\"");
    private static final byte[] STOP = Text.bytes("stop\"}");
    private static final byte[] LENGTH = Text.bytes("length\"}");
    private static final byte[] USAGE = Text.bytes("],\"usage\":");
    private static final int FRAME_BYTES = 640;

    private PlainAnswer() {}

    /**
     * What is said.
     *
     * @param text of each choice
     * @param choices how many
     * @param cutByBound whether the finish reason is {@code length}
     * @param reasoningTokens of all choices
     */
    public record Content(Lorem.Slice text, int choices, boolean cutByBound, int reasoningTokens) {}

    /** A {@code chat.completion}. */
    public static Buffer chat(AnswerHead head, Content content, Tokens tokens) {
        return write(true, head, content, tokens);
    }

    /** A {@code text_completion}. */
    public static Buffer completion(AnswerHead head, Content content, Tokens tokens) {
        return write(false, head, content, tokens);
    }

    private static Buffer write(boolean chat, AnswerHead head, Content content, Tokens tokens) {
        Lorem.Slice text = content.text();
        int from = text.tokens() == 0 ? 0 : text.start(0);
        int bytes = text.tokens() == 0 ? 0 : text.end(text.tokens() - 1) - from;
        Buffer json = Buffer.buffer(FRAME_BYTES + content.choices() * (bytes + 160));
        json.appendBytes(chat ? CHAT_ID : TEXT_ID).appendBytes(Text.bytes(head.id()));
        json.appendBytes(chat ? CHAT_OBJECT : TEXT_OBJECT);
        Text.decimal(json, head.createdSeconds());
        json.appendBytes(MODEL).appendBytes(Text.bytes(head.model())).appendBytes(CHOICES);
        for (int choice = 0; choice < content.choices(); choice++) {
            if (choice > 0) {
                json.appendByte((byte) ',');
            }
            json.appendBytes(INDEX);
            Text.decimal(json, choice);
            json.appendBytes(chat ? CHAT_CONTENT : TEXT_CONTENT)
                    .appendBytes(text.bytes(), from, bytes)
                    .appendBytes(chat ? CHAT_END : TEXT_END)
                    .appendBytes(content.cutByBound() ? LENGTH : STOP);
        }
        json.appendBytes(USAGE);
        Usage.write(json, tokens, content.reasoningTokens());
        return json.appendByte((byte) '}');
    }
}
