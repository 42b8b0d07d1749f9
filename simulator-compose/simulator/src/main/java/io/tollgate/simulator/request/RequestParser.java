package io.tollgate.simulator.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tollgate.simulator.request.ModelRequest.Streaming;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Reads a request body in one pass, without a tree. One per request; not safe for many threads. */
public final class RequestParser {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxStringLength(64 << 20)
                    .build())
            .build();
    private static final int MOST_CHOICES = 128;
    private static final int MOST_INPUTS = 2048;
    private static final int MOST_STOPS = 16;

    private final Operation operation;
    private String model;
    private String user = "";
    private List<PromptPart> parts;
    private OptionalInt maxTokens = OptionalInt.empty();
    private OptionalInt maxCompletionTokens = OptionalInt.empty();
    private int choices = 1;
    private int bestOf = 1;
    private List<String> stops = List.of();
    private boolean stream;
    private boolean includeUsage;
    private OptionalInt dimensions = OptionalInt.empty();
    private boolean base64;

    private RequestParser(Operation operation) {
        this.operation = operation;
    }

    /** The request in {@code body}; refuses malformed JSON, wrong types and missing fields. */
    public static ModelRequest parse(Operation operation, byte[] body) {
        RequestParser parser = new RequestParser(operation);
        try (JsonParser json = JSON.createParser(body)) {
            parser.readObject(new Fields(json));
        } catch (IOException e) {
            throw new InvalidRequestException(
                    "We could not parse the JSON body of your request.", null, "invalid_json");
        }
        return parser.result();
    }

    private void readObject(Fields json) throws IOException {
        if (json.next() != JsonToken.START_OBJECT) {
            throw new InvalidRequestException("The request body is not a JSON object.", null, "invalid_json");
        }
        while (json.next() != JsonToken.END_OBJECT) {
            String name = json.name();
            json.next();
            readField(name, json);
        }
        if (json.next() != null) {
            throw new InvalidRequestException("There is more after the JSON object.", null, "invalid_json");
        }
    }

    private void readField(String name, Fields json) throws IOException {
        switch (name) {
            case "model" -> model = json.textOrNull(name);
            case "user" -> user = json.isNull() ? "" : json.text(name);
            case "stream" -> stream = json.flag(name);
            case "stream_options" -> readStreamOptions(json);
            case "max_tokens" -> maxTokens = json.number(name, operation == Operation.CHAT ? 1 : 0, Integer.MAX_VALUE);
            case "max_completion_tokens" -> maxCompletionTokens = json.number(name, 1, Integer.MAX_VALUE);
            case "n" -> choices = json.number(name, 1, MOST_CHOICES).orElse(1);
            case "best_of" -> bestOf = json.number(name, 1, MOST_CHOICES).orElse(1);
            case "stop" -> stops = json.isNull() ? List.of() : json.texts(name, MOST_STOPS);
            case "dimensions" -> dimensions = json.number(name, 1, 8192);
            case "encoding_format" -> base64 = readEncodingFormat(json);
            case "messages" -> parts = operation == Operation.CHAT ? MessageParser.messages(json) : skipped(json);
            case "prompt" -> parts = operation == Operation.COMPLETION ? inputs(name, json) : skipped(json);
            case "input" -> parts = operation == Operation.EMBEDDING ? inputs(name, json) : skipped(json);
            default -> json.skip();
        }
    }

    private List<PromptPart> skipped(Fields json) throws IOException {
        json.skip();
        return parts;
    }

    private void readStreamOptions(Fields json) throws IOException {
        if (json.isNull()) {
            return;
        }
        json.expectObject("stream_options");
        while (json.next() != JsonToken.END_OBJECT) {
            String name = json.name();
            json.next();
            if (name.equals("include_usage")) {
                includeUsage = json.flag("stream_options.include_usage");
            } else {
                json.skip();
            }
        }
    }

    private static boolean readEncodingFormat(Fields json) throws IOException {
        String format = json.textOrNull("encoding_format");
        if (format != null && !format.equals("float") && !format.equals("base64")) {
            throw Fields.wrongType("encoding_format", "one of float and base64");
        }
        return "base64".equals(format);
    }

    /** A text, a list of texts, a list of token ids, or a list of such lists. */
    private static List<PromptPart> inputs(String name, Fields json) throws IOException {
        List<PromptPart> result = new ArrayList<>();
        if (json.isText()) {
            result.add(new PromptPart(List.of(json.text(name)), 0));
            return result;
        }
        json.expectArray(name);
        int ids = 0;
        for (JsonToken next = json.next(); next != JsonToken.END_ARRAY; next = json.next()) {
            switch (next) {
                case VALUE_STRING -> result.add(new PromptPart(List.of(json.text(name)), 0));
                case VALUE_NUMBER_INT -> ids++;
                case START_ARRAY -> result.add(new PromptPart(List.of(), tokenIds(name, json)));
                default -> throw Fields.wrongType(name, "a text, or an array of texts or of token ids");
            }
            if (result.size() > MOST_INPUTS) {
                throw Fields.wrongType(name, "an array of at most " + MOST_INPUTS);
            }
        }
        if (ids > 0) {
            result.add(new PromptPart(List.of(), ids));
        }
        return result;
    }

    private static int tokenIds(String name, Fields json) throws IOException {
        int ids = 0;
        for (JsonToken next = json.next(); next != JsonToken.END_ARRAY; next = json.next()) {
            if (next != JsonToken.VALUE_NUMBER_INT) {
                throw Fields.wrongType(name, "an array of token ids");
            }
            ids++;
        }
        return ids;
    }

    private ModelRequest result() {
        if (parts == null || parts.isEmpty()) {
            String missing =
                    operation == Operation.CHAT ? "messages" : operation == Operation.COMPLETION ? "prompt" : "input";
            throw new InvalidRequestException(
                    (parts == null ? "Missing required parameter: '" : "Empty parameter: '") + missing + "'.",
                    missing,
                    parts == null ? "missing_required_parameter" : "empty_array");
        }
        if (!stream && includeUsage) {
            throw new InvalidRequestException(
                    "The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options", null);
        }
        Streaming streaming = !stream ? Streaming.NO : includeUsage ? Streaming.WITH_USAGE : Streaming.YES;
        return new ModelRequest(
                model,
                user,
                parts,
                maxCompletionTokens.isPresent() ? maxCompletionTokens : maxTokens,
                choices,
                bestOf,
                stops,
                streaming,
                dimensions,
                base64);
    }
}
