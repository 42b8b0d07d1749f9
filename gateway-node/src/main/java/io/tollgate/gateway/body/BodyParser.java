package io.tollgate.gateway.body;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.tollgate.catalog.Operation;
import io.tollgate.gateway.body.text.Utf8;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Set;

/** Reads the fields of a body that Tollgate interprets. For one body. */
final class BodyParser {

    static final int MOST_USER_CHARACTERS = 512;
    static final int MOST_CHOICES = 128;

    private enum Field {
        MODEL,
        USER,
        SAFETY_IDENTIFIER,
        STREAM,
        STREAM_OPTIONS,
        MAX_TOKENS,
        MAX_COMPLETION_TOKENS,
        MAX_OUTPUT_TOKENS,
        N,
        BEST_OF,
        MESSAGES,
        PROMPT,
        INPUT
    }

    private final Operation operation;
    private final JsonCursor json;
    private final BodyFields fields;
    private final References references;
    private final PromptParser prompt;
    private final ResponsesParser responses;
    private final Set<Field> seen = EnumSet.noneOf(Field.class);

    private BodyParser(Operation operation, JsonCursor json) {
        this.operation = operation;
        this.json = json;
        this.fields = new BodyFields(operation);
        this.references = new References(json, fields);
        boolean isResponses = operation == Operation.RESPONSES;
        this.prompt = new PromptParser(json, fields, references, isResponses ? "input" : "messages");
        this.responses = isResponses ? new ResponsesParser(json, fields, references, prompt) : null;
        // Such a stream reports its usage anyway.
        fields.usageAsked = isResponses;
    }

    static BodyReading parse(Operation operation, byte[] bytes) {
        if (!Utf8.isValid(bytes)) {
            return InvalidBodyException.malformed().reading();
        }
        try (JsonCursor json = new JsonCursor(bytes)) {
            var parser = new BodyParser(operation, json);
            parser.document();
            return new BodyReading.Parsed(new InferenceBody(bytes, parser.fields));
        } catch (InvalidBodyException e) {
            return e.reading();
        } catch (StreamConstraintsException e) {
            return InvalidBodyException.beyondBounds().reading();
        } catch (JsonProcessingException e) {
            return InvalidBodyException.malformed().reading();
        } catch (IOException e) {
            throw new UncheckedIOException("reading an array does no I/O", e);
        }
    }

    private void document() throws IOException {
        JsonToken first = json.next();
        if (first == null) {
            throw InvalidBodyException.malformed();
        }
        if (first != JsonToken.START_OBJECT) {
            throw InvalidBodyException.notAnObject(first);
        }
        fields.insertionOffset = json.offset() + 1;
        while (json.next() == JsonToken.FIELD_NAME) {
            fields.empty = false;
            String name = json.name();
            if (!common(name) && !particular(name) && !(operation != Operation.EMBEDDINGS && generating(name))) {
                other(name);
            }
        }
        if (json.next() != null) {
            throw InvalidBodyException.malformed();
        }
        requirePrompt();
    }

    /** A field that is the backend's to interpret. */
    private void other(String name) throws IOException {
        json.next();
        if (name.equals("metadata")) {
            json.skip();
        } else {
            references.scan(name);
        }
    }

    private void requirePrompt() {
        if (operation == Operation.CHAT_COMPLETIONS && !seen.contains(Field.MESSAGES)) {
            throw InvalidBodyException.missing("messages");
        }
        if (operation == Operation.EMBEDDINGS && !seen.contains(Field.INPUT)) {
            throw InvalidBodyException.missing("input");
        }
    }

    /** Reads a field that every operation has; false when this is none. */
    private boolean common(String name) throws IOException {
        switch (name) {
            case "model" -> {
                valueOf(Field.MODEL, name);
                model();
            }
            case "user" -> {
                valueOf(Field.USER, name);
                fields.user = user(name);
            }
            case "safety_identifier" -> {
                valueOf(Field.SAFETY_IDENTIFIER, name);
                fields.safetyIdentifier = user(name);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Reads a field that operations have that generate text; false when this is none. */
    private boolean generating(String name) throws IOException {
        switch (name) {
            case "stream" -> {
                valueOf(Field.STREAM, name);
                fields.stream = bool(name);
            }
            case "stream_options" -> {
                valueOf(Field.STREAM_OPTIONS, name);
                streamOptions();
            }
            case "max_tokens" -> outputBound(Field.MAX_TOKENS, name);
            case "max_completion_tokens" -> outputBound(Field.MAX_COMPLETION_TOKENS, name);
            case "max_output_tokens" -> outputBound(Field.MAX_OUTPUT_TOKENS, name);
            case "n" -> {
                valueOf(Field.N, name);
                fields.choices = choices(name);
            }
            case "best_of" -> {
                valueOf(Field.BEST_OF, name);
                fields.bestOf = choices(name);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Reads a field that only this operation has; false when this is none. */
    private boolean particular(String name) throws IOException {
        switch (operation) {
            case CHAT_COMPLETIONS -> {
                return chat(name);
            }
            case COMPLETIONS -> {
                if (name.equals("prompt")) {
                    valueOf(Field.PROMPT, name);
                    prompt.prompt(name, true);
                    return true;
                }
            }
            case EMBEDDINGS -> {
                if (name.equals("input")) {
                    valueOf(Field.INPUT, name);
                    prompt.prompt(name, false);
                    return true;
                }
            }
            case RESPONSES -> {
                return responses.field(name);
            }
        }
        return false;
    }

    private boolean chat(String name) throws IOException {
        switch (name) {
            case "messages" -> {
                valueOf(Field.MESSAGES, name);
                prompt.messages();
            }
            case "tools", "functions", "response_format" -> {
                json.next();
                int start = json.offset();
                references.scanTool(name);
                fields.toolBytes += json.token().isStructEnd() ? json.offset() + 1 - start : 0;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void valueOf(Field field, String name) throws IOException {
        if (!seen.add(field)) {
            throw InvalidBodyException.duplicate(name);
        }
        json.next();
    }

    private void model() throws IOException {
        fields.modelStart = json.offset();
        switch (json.token()) {
            case VALUE_NULL -> fields.modelEnd = fields.modelStart + "null".length();
            case VALUE_STRING -> {
                fields.modelEnd = new TextMeasure().add(json.bytes(), fields.modelStart);
                fields.model = json.text();
                if (fields.model.length() > InferenceBody.MOST_MODEL_CHARACTERS) {
                    throw InvalidBodyException.tooLong("model", InferenceBody.MOST_MODEL_CHARACTERS);
                }
            }
            default -> throw InvalidBodyException.wrongType("model", "a string", json.token());
        }
    }

    private String user(String name) throws IOException {
        return switch (json.token()) {
            case VALUE_NULL -> "";
            case VALUE_STRING -> {
                String user = json.text();
                int end = Math.min(user.length(), MOST_USER_CHARACTERS);
                boolean splitsPair = end < user.length() && Character.isHighSurrogate(user.charAt(end - 1));
                yield user.substring(0, splitsPair ? end - 1 : end);
            }
            default -> throw InvalidBodyException.wrongType(name, "a string", json.token());
        };
    }

    private boolean bool(String name) {
        return switch (json.token()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw InvalidBodyException.wrongType(name, "a boolean", json.token());
        };
    }

    private void streamOptions() throws IOException {
        fields.streamOptionsStart = json.offset();
        switch (json.token()) {
            case VALUE_NULL -> fields.streamOptionsEnd = fields.streamOptionsStart + "null".length();
            case START_OBJECT -> {
                fields.streamOptionsInsertion = fields.streamOptionsStart + 1;
                while (json.next() == JsonToken.FIELD_NAME) {
                    fields.streamOptionsEmpty = false;
                    String name = json.name();
                    json.next();
                    if (name.equals("include_usage")) {
                        includeUsage();
                    } else {
                        references.scan(name);
                    }
                }
            }
            default -> throw InvalidBodyException.wrongType("stream_options", "an object", json.token());
        }
    }

    private void includeUsage() {
        if (fields.includeUsageStart != BodyFields.ABSENT) {
            throw InvalidBodyException.duplicate("stream_options.include_usage");
        }
        fields.usageAsked = bool("stream_options.include_usage");
        fields.includeUsageStart = json.offset();
        fields.includeUsageEnd =
                fields.includeUsageStart + json.token().asString().length();
    }

    private void outputBound(Field field, String name) throws IOException {
        valueOf(field, name);
        fields.outputBoundTokens = Math.max(fields.outputBoundTokens, json.count(name, Integer.MAX_VALUE));
    }

    private int choices(String name) throws IOException {
        return (int) Math.max(1, json.count(name, MOST_CHOICES));
    }
}
