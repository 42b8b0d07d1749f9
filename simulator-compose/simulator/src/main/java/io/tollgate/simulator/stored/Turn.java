package io.tollgate.simulator.stored;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.simulator.request.InvalidRequestException;
import io.tollgate.simulator.request.ModelRequest;
import io.tollgate.simulator.request.PromptPart;
import io.tollgate.simulator.request.ResponseParser;
import io.tollgate.simulator.request.ResponseRequest;
import java.util.ArrayList;
import java.util.List;

/** One turn and what was said before it. Used by one thread. */
public final class Turn {
    private static final int NOT_FOUND = 404;

    private final Memory memory;
    private final ResponseRequest request;
    private final List<PromptPart> parts;

    private Turn(Memory memory, ResponseRequest request, List<PromptPart> parts) {
        this.memory = memory;
        this.request = request;
        this.parts = parts;
    }

    /** The turn that {@code request} asks for; refuses one that goes on from what is not known here. */
    public static Turn of(ResponseRequest request, Memory memory) {
        List<PromptPart> parts = new ArrayList<>(before(request, memory));
        parts.addAll(request.model().parts());
        return new Turn(memory, request, parts);
    }

    private static List<PromptPart> before(ResponseRequest request, Memory memory) {
        String previous = request.previousId();
        if (previous != null) {
            return memory.responses()
                    .find(previous)
                    .map(StoredResponse::parts)
                    .orElseThrow(() -> new InvalidRequestException(
                            "Previous response with id '" + previous + "' not found.",
                            "previous_response_id",
                            "previous_response_not_found"));
        }
        String conversation = request.conversationId();
        return conversation == null
                ? List.of()
                : memory.conversations()
                        .find(conversation)
                        .map(StoredConversation::parts)
                        .orElseThrow(() -> new InvalidRequestException(
                                NOT_FOUND, "Conversation with id '" + conversation + "' not found.", null, null));
    }

    /** What was asked. */
    public ResponseRequest request() {
        return request;
    }

    /** The request with all that was said before as part of its prompt. */
    public ModelRequest whole() {
        ModelRequest own = request.model();
        return new ModelRequest(
                own.model(),
                own.user(),
                parts,
                own.outputBound(),
                own.choices(),
                own.bestOf(),
                own.stops(),
                own.streaming(),
                own.dimensions(),
                own.base64());
    }

    /** Remembers the answer where that was asked for. */
    public void keep(ObjectNode response) {
        ArrayNode input = withIds(request.items(), response.path("id").asText());
        ArrayNode output = (ArrayNode) response.path("output");
        if (request.store()) {
            List<PromptPart> all = new ArrayList<>(parts);
            all.addAll(ResponseParser.parts(output));
            long bytes = 2L * (response.toString().length() + input.toString().length()) + 2L * length(all);
            memory.responses()
                    .put(new StoredResponse(response.path("id").asText(), response, input, List.copyOf(all), bytes));
        }
        if (request.conversationId() != null) {
            ArrayNode more = input.deepCopy();
            more.addAll(output);
            memory.conversations().find(request.conversationId()).ifPresent(found -> memory.conversations()
                    .put(found.with(more)));
        }
    }

    private static long length(List<PromptPart> parts) {
        return parts.stream()
                .flatMap(part -> part.texts().stream())
                .mapToLong(String::length)
                .sum();
    }

    /** The items, each with an id of its own. */
    public static ArrayNode withIds(ArrayNode items, String seed) {
        ArrayNode result = items.deepCopy();
        int number = 0;
        for (JsonNode item : result) {
            number++;
            if (item instanceof ObjectNode object && !object.has("id")) {
                object.put("id", "msg_" + seed.substring(seed.indexOf('_') + 1) + number);
                object.put("status", "completed");
            }
        }
        return result;
    }
}
