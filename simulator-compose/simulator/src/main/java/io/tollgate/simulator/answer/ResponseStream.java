package io.tollgate.simulator.answer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.simulator.journal.Tokens;
import io.tollgate.simulator.tokens.Lorem;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/** The events of a streamed answer of the Responses API: one message, of one text. Used by one thread. */
public final class ResponseStream implements StreamAnswer {
    private static final String DELTA = "response.output_text.delta";
    private static final byte[] DELTA_SEQUENCE = Text.bytes("\",\"logprobs\":[],\"sequence_number\":");
    private static final byte[] DELTA_END = Text.bytes("}\n\n");

    private final ResponseObject object;
    private final String text;
    private final Consumer<ObjectNode> whole;
    private final byte[] delta;
    private int sequence;
    private boolean cut;

    /** The events of {@code object}; {@code whole} gets the final response before it is sent. */
    public ResponseStream(ResponseObject object, String text, Consumer<ObjectNode> whole) {
        this.object = object;
        this.text = text;
        this.whole = whole;
        this.delta = Text.bytes("event: " + DELTA + "\ndata: {\"type\":\"" + DELTA + "\",\"item_id\":\""
                + object.messageId() + "\",\"output_index\":0,\"content_index\":0,\"delta\":\"");
    }

    @Override
    public boolean opensAtOnce() {
        return true;
    }

    @Override
    public void open(Buffer into, int choices) {
        ObjectNode begun = object.begun();
        ObjectNode created = typed("response.created");
        created.set("response", begun);
        write(into, created);
        ObjectNode inProgress = typed("response.in_progress");
        inProgress.set("response", begun);
        write(into, inProgress);
        ObjectNode item = typed("response.output_item.added").put("output_index", 0);
        item.set("item", object.message(null, "in_progress"));
        write(into, item);
        ObjectNode part = placed("response.content_part.added");
        part.set("part", ResponseObject.content(""));
        write(into, part);
    }

    @Override
    public void token(Buffer into, int choice, Lorem.Slice slice, int index) {
        int start = slice.start(index);
        into.appendBytes(delta)
                .appendBytes(slice.bytes(), start, slice.end(index) - start)
                .appendBytes(DELTA_SEQUENCE);
        Text.decimal(into, sequence++);
        into.appendBytes(DELTA_END);
    }

    @Override
    public void finish(Buffer into, int choice, boolean cutByBound) {
        cut = cutByBound;
        ObjectNode done = placed("response.output_text.done").put("text", text);
        done.putArray("logprobs");
        write(into, done);
        ObjectNode part = placed("response.content_part.done");
        part.set("part", ResponseObject.content(text));
        write(into, part);
        ObjectNode item = typed("response.output_item.done").put("output_index", 0);
        item.set("item", object.message(text, cut ? "incomplete" : "completed"));
        write(into, item);
    }

    @Override
    public void close(Buffer into, Tokens tokens, int reasoningTokens) {
        ObjectNode response = object.ended(text, cut, tokens, reasoningTokens);
        whole.accept(response);
        ObjectNode end = typed(cut ? "response.incomplete" : "response.completed");
        end.set("response", response);
        write(into, end);
    }

    @Override
    public void error(Buffer into, ErrorAnswer error) {
        write(
                into,
                typed("error")
                        .put("code", error.type())
                        .put("message", error.message())
                        .putNull("param"));
    }

    @Override
    public void malformed(Buffer into) {
        into.appendBytes(delta).appendString("\"]}\n\n");
    }

    @Override
    public void truncated(Buffer into) {
        into.appendBytes(delta);
    }

    private static ObjectNode typed(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private ObjectNode placed(String type) {
        return typed(type)
                .put("item_id", object.messageId())
                .put("output_index", 0)
                .put("content_index", 0);
    }

    private void write(Buffer into, ObjectNode event) {
        event.put("sequence_number", sequence++);
        into.appendString("event: " + event.path("type").asText() + "\ndata: " + event + "\n\n");
    }
}
