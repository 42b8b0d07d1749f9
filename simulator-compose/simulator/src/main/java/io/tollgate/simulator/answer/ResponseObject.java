package io.tollgate.simulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.simulator.journal.Tokens;
import java.util.List;

/** Builds the {@code response} objects of one answer of the Responses API. Immutable. */
public final class ResponseObject {
    private static final List<String> REPEATED = List.of(
            "instructions",
            "max_output_tokens",
            "metadata",
            "parallel_tool_calls",
            "previous_response_id",
            "reasoning",
            "store",
            "temperature",
            "text",
            "tool_choice",
            "tools",
            "top_p",
            "truncation",
            "user");

    private final AnswerHead head;
    private final ObjectNode request;
    private final String conversationId;

    /** For the request {@code request}; {@code conversationId} may be null. */
    public ResponseObject(AnswerHead head, ObjectNode request, String conversationId) {
        this.head = head;
        this.request = request;
        this.conversationId = conversationId;
    }

    /** The id of the answer. */
    public String id() {
        return "resp_" + head.id().replace("-", "");
    }

    /** The id of its only message. */
    String messageId() {
        return "msg_" + head.id().replace("-", "");
    }

    /** As it is when nothing has been said. */
    ObjectNode begun() {
        return frame("in_progress");
    }

    /** As it is in the end. {@code cutByBound} makes it incomplete. */
    public ObjectNode ended(String text, boolean cutByBound, Tokens tokens, int reasoningTokens) {
        ObjectNode response = frame(cutByBound ? "incomplete" : "completed");
        if (cutByBound) {
            response.putObject("incomplete_details").put("reason", "max_output_tokens");
        }
        response.withArray("/output").add(message(text, cutByBound ? "incomplete" : "completed"));
        ObjectNode usage = response.putObject("usage");
        usage.put("input_tokens", tokens.prompt());
        usage.putObject("input_tokens_details").put("cached_tokens", tokens.cached());
        usage.put("output_tokens", tokens.completion());
        usage.putObject("output_tokens_details").put("reasoning_tokens", reasoningTokens);
        usage.put("total_tokens", tokens.total());
        return response;
    }

    /** The message, with {@code text} or, if that is null, without content. */
    ObjectNode message(String text, String status) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("type", "message").put("id", messageId()).put("status", status);
        message.put("role", "assistant").putArray("content");
        if (text != null) {
            message.withArray("/content").add(content(text));
        }
        return message;
    }

    /** The piece of content that has the text. */
    static ObjectNode content(String text) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("type", "output_text").put("text", text);
        content.putArray("annotations");
        content.putArray("logprobs");
        return content;
    }

    private ObjectNode frame(String status) {
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        response.put("id", id()).put("object", "response").put("created_at", head.createdSeconds());
        response.put("status", status).put("background", false).putNull("error");
        response.putNull("incomplete_details").put("model", head.model());
        response.putArray("output");
        response.putNull("instructions").putNull("max_output_tokens").putNull("previous_response_id");
        response.put("parallel_tool_calls", true).put("store", true).put("temperature", 1.0);
        response.putObject("reasoning").putNull("effort").putNull("summary");
        response.putObject("text").putObject("format").put("type", "text");
        response.put("tool_choice", "auto").put("top_p", 1.0).put("truncation", "disabled");
        response.putArray("tools");
        response.putObject("metadata");
        response.putNull("usage").putNull("user");
        for (String field : REPEATED) {
            JsonNode given = request.path(field);
            if (!given.isMissingNode() && !given.isNull()) {
                response.set(field, given);
            }
        }
        if (conversationId != null) {
            response.putObject("conversation").put("id", conversationId);
        }
        return response;
    }
}
