package io.tollgate.simulator.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.simulator.request.ModelRequest.Streaming;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Reads a body of the Responses API. Unknown fields are accepted and ignored. Pure. */
public final class ResponseParser {
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(200)
                            .maxStringLength(64 << 20)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int PER_MESSAGE = 4;
    private static final int PER_ANSWER = 3;
    private static final int PER_IMAGE = 85;
    private static final int LEAST_OUTPUT = 16;
    private static final int MOST_ITEMS = 10_000;

    private ResponseParser() {}

    /** The request in {@code body}; refuses malformed JSON, wrong types and missing fields. */
    public static ResponseRequest parse(byte[] body) {
        ObjectNode json = object(body);
        ArrayNode items = items(json.get("input"), "input");
        List<PromptPart> parts = new ArrayList<>();
        String instructions = text(json, "instructions");
        parts.add(new PromptPart(
                instructions == null ? List.of() : List.of(instructions),
                PER_ANSWER + (instructions == null ? 0 : PER_MESSAGE)));
        parts.addAll(parts(items));
        if (flag(json, "background", false)) {
            throw new InvalidRequestException(
                    "Background responses are not simulated.", "background", "unsupported_value");
        }
        String previous = text(json, "previous_response_id");
        String conversation = conversation(json.path("conversation"));
        if (previous != null && conversation != null) {
            throw new InvalidRequestException(
                    "Mutually exclusive parameters: 'previous_response_id' and 'conversation'.",
                    null,
                    "mutually_exclusive_parameters");
        }
        String user = text(json, "user");
        ModelRequest model = new ModelRequest(
                text(json, "model"),
                user == null ? "" : user,
                parts,
                bound(json.path("max_output_tokens")),
                1,
                1,
                List.of(),
                flag(json, "stream", false) ? Streaming.WITH_USAGE : Streaming.NO,
                OptionalInt.empty(),
                false);
        return new ResponseRequest(model, json, items, flag(json, "store", true), previous, conversation);
    }

    /** A JSON object, or a refusal. An empty body is an empty object. */
    public static ObjectNode object(byte[] body) {
        try {
            JsonNode tree = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
            if (tree instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new InvalidRequestException(
                    "We could not parse the JSON body of your request.", null, "invalid_json");
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory cannot be read", e);
        }
        throw new InvalidRequestException("The request body is not a JSON object.", null, "invalid_json");
    }

    /** The items of a text or a list. */
    public static ArrayNode items(JsonNode input, String field) {
        if (input == null || input.isNull()) {
            throw new InvalidRequestException(
                    "Missing required parameter: '" + field + "'.", field, "missing_required_parameter");
        }
        ArrayNode items = JSON.createArrayNode();
        if (input.isTextual()) {
            items.add(message(input));
            return items;
        }
        if (!(input instanceof ArrayNode list)) {
            throw Fields.wrongType(field, "a string or an array");
        }
        if (list.size() > MOST_ITEMS) {
            throw Fields.wrongType(field, "at most " + MOST_ITEMS + " items");
        }
        for (JsonNode item : list) {
            String path = field + "[" + items.size() + "]";
            if (!(item instanceof ObjectNode object)) {
                throw Fields.wrongType(path, "an object");
            }
            items.add(normal(object, path));
        }
        return items;
    }

    private static ObjectNode message(JsonNode text) {
        ObjectNode message = JSON.createObjectNode().put("type", "message").put("role", "user");
        message.putArray("content").addObject().put("type", "input_text").set("text", text);
        return message;
    }

    private static ObjectNode normal(ObjectNode item, String path) {
        String type = item.path("type").asText("message");
        if (!type.equals("message")) {
            return item.deepCopy();
        }
        if (!item.path("role").isTextual()) {
            throw new InvalidRequestException(
                    "Missing required parameter: '" + path + ".role'.", path + ".role", "missing_required_parameter");
        }
        JsonNode content = item.path("content");
        if (!content.isTextual() && !content.isArray()) {
            throw Fields.wrongType(path + ".content", "a string or an array");
        }
        ObjectNode whole = item.deepCopy().put("type", "message");
        if (content.isTextual()) {
            String kind = item.path("role").asText().equals("assistant") ? "output_text" : "input_text";
            whole.putArray("content").addObject().put("type", kind).set("text", content);
        }
        return whole;
    }

    /** What the items count as. */
    public static List<PromptPart> parts(ArrayNode items) {
        List<PromptPart> parts = new ArrayList<>();
        for (JsonNode item : items) {
            List<String> texts = new ArrayList<>();
            int images = 0;
            for (String field : List.of("output", "arguments")) {
                if (item.path(field).isTextual()) {
                    texts.add(item.path(field).asText());
                }
            }
            for (JsonNode piece : item.path("content")) {
                if (piece.path("text").isTextual()) {
                    texts.add(piece.path("text").asText());
                }
                images += piece.path("type").asText().equals("input_image") ? 1 : 0;
            }
            parts.add(new PromptPart(texts, PER_MESSAGE + images * PER_IMAGE));
        }
        return parts;
    }

    private static String conversation(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        JsonNode id = value.isObject() ? value.path("id") : value;
        if (!id.isTextual()) {
            throw Fields.wrongType("conversation", "an id or an object with one");
        }
        return id.asText();
    }

    private static String text(ObjectNode json, String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw Fields.wrongType(field, "a string");
        }
        return value.asText();
    }

    private static boolean flag(ObjectNode json, String field, boolean otherwise) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw Fields.wrongType(field, "a boolean");
        }
        return value.asBoolean();
    }

    private static OptionalInt bound(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return OptionalInt.empty();
        }
        if (!value.isInt()) {
            throw Fields.wrongType("max_output_tokens", "an integer");
        }
        if (value.asInt() < LEAST_OUTPUT) {
            throw new InvalidRequestException(
                    "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= " + LEAST_OUTPUT
                            + ", but got " + value.asInt() + " instead.",
                    "max_output_tokens",
                    "integer_below_min_value");
        }
        return OptionalInt.of(value.asInt());
    }
}
