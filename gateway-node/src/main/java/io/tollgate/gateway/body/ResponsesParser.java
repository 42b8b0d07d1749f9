package io.tollgate.gateway.body;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Reads the fields that only a body of the Responses API has. For one body. */
final class ResponsesParser {

    /** Fields of other operations that mean nothing here, lest a bound be believed that no backend keeps. */
    private static final Set<String> MEANINGLESS =
            Set.of("stream_options", "max_tokens", "max_completion_tokens", "n", "best_of");

    private final JsonCursor json;
    private final BodyFields fields;
    private final PromptParser prompt;
    private final References references;
    private final Set<String> seen = new HashSet<>();

    ResponsesParser(JsonCursor json, BodyFields fields, PromptParser prompt) {
        this.json = json;
        this.fields = fields;
        this.prompt = prompt;
        this.references = new References(json, fields);
    }

    /** Reads the value of {@code name}; false, and nothing read, when it is no such field. */
    boolean field(String name) throws IOException {
        if (MEANINGLESS.contains(name)) {
            json.next();
            json.skip();
            return true;
        }
        switch (name) {
            case "input" -> {
                valueOf(name);
                input();
            }
            case "instructions" -> {
                valueOf(name);
                instructions();
            }
            case "items" -> {
                valueOf(name);
                references.scan();
            }
            case "tools", "text" -> {
                valueOf(name);
                int start = json.offset();
                references.scan();
                fields.toolBytes += json.token().isStructEnd() ? json.offset() + 1 - start : 0;
            }
            default -> {
                return remembering(name);
            }
        }
        return true;
    }

    /** Reads a field that is about what the backend remembers; false when this is none. */
    private boolean remembering(String name) throws IOException {
        switch (name) {
            case "previous_response_id" -> {
                valueOf(name);
                fields.previousResponseId = references.idOrNull(name);
            }
            case "conversation" -> {
                valueOf(name);
                conversation();
            }
            case "store" -> {
                valueOf(name);
                fields.store = json.token() != JsonToken.VALUE_FALSE;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void valueOf(String name) throws IOException {
        if (!seen.add(name)) {
            throw InvalidBodyException.duplicate(name);
        }
        json.next();
    }

    private void input() throws IOException {
        switch (json.token()) {
            case VALUE_NULL -> {}
            case VALUE_STRING -> {
                prompt.text();
                fields.messages++;
            }
            case START_ARRAY -> {
                while (json.next() != JsonToken.END_ARRAY) {
                    if (json.token() != JsonToken.START_OBJECT) {
                        throw InvalidBodyException.wrongType(prompt.message(""), "an object", json.token());
                    }
                    item();
                    fields.messages++;
                }
            }
            default -> throw InvalidBodyException.wrongType("input", "a string or an array of objects", json.token());
        }
    }

    private void item() throws IOException {
        while (json.next() == JsonToken.FIELD_NAME) {
            String name = json.name();
            json.next();
            switch (name) {
                case "type" -> {
                    if (json.token() == JsonToken.VALUE_STRING && json.text().equals("item_reference")) {
                        throw InvalidBodyException.unsupportedReference(prompt.message(""));
                    }
                }
                case "content", "output", "summary" -> content();
                case "name", "arguments" -> prompt.strings();
                default -> references.scan();
            }
        }
    }

    private void content() throws IOException {
        if (json.token() == JsonToken.START_OBJECT) {
            fields.mediaParts++;
            references.scan();
        } else {
            prompt.content();
        }
    }

    private void instructions() throws IOException {
        switch (json.token()) {
            case VALUE_NULL -> {}
            case VALUE_STRING -> {
                prompt.text();
                fields.messages++;
            }
            default -> throw InvalidBodyException.wrongType("instructions", "a string", json.token());
        }
    }

    private void conversation() throws IOException {
        if (json.token() != JsonToken.START_OBJECT) {
            fields.conversationId = references.idOrNull("conversation");
            return;
        }
        while (json.next() == JsonToken.FIELD_NAME) {
            boolean isId = json.name().equals("id");
            json.next();
            if (isId) {
                fields.conversationId = references.idOrNull("conversation.id");
            } else {
                json.skip();
            }
        }
    }
}
