package io.tollgate.gateway.body;

import com.fasterxml.jackson.core.JsonToken;
import io.tollgate.gateway.model.Reference.Kind;
import java.io.IOException;

/** Checks and measures what a model is given to read: {@code messages}, {@code prompt} or {@code input}. For one body. */
final class PromptParser {

    private static final String PROMPT_TYPES = "a string, an array of strings or an array of tokens";

    private final JsonCursor json;
    private final BodyFields fields;
    private final ImageParts images;
    private final String list;
    private final References references;

    /**
     * @param list the field whose elements are messages
     */
    PromptParser(JsonCursor json, BodyFields fields, References references, String list) {
        this.json = json;
        this.fields = fields;
        this.images = new ImageParts(json, references);
        this.list = list;
        this.references = references;
    }

    void messages() throws IOException {
        if (json.token() != JsonToken.START_ARRAY) {
            throw InvalidBodyException.wrongType(list, "an array of objects", json.token());
        }
        while (json.next() != JsonToken.END_ARRAY) {
            if (json.token() != JsonToken.START_OBJECT) {
                throw InvalidBodyException.wrongType(message(""), "an object", json.token());
            }
            message();
            fields.messages++;
        }
        if (fields.messages == 0) {
            throw InvalidBodyException.empty(list);
        }
    }

    private void message() throws IOException {
        boolean hasRole = false;
        boolean hasContent = false;
        while (json.next() == JsonToken.FIELD_NAME) {
            String name = json.name();
            json.next();
            switch (name) {
                case "role" -> {
                    once(hasRole, ".role");
                    hasRole = true;
                    requireString(".role");
                }
                case "content" -> {
                    once(hasContent, ".content");
                    hasContent = true;
                    content();
                }
                case "name", "refusal", "tool_calls", "function_call" -> strings();
                case "audio" -> audio();
                case "tool_call_id", "reasoning_details" -> json.skip();
                default -> references.scan(name);
            }
        }
        if (!hasRole) {
            throw InvalidBodyException.missing(message(".role"));
        }
    }

    /** An answer in sound that the backend is to remember, by its id. */
    private void audio() throws IOException {
        if (json.token() != JsonToken.START_OBJECT) {
            references.scan("audio_id");
            return;
        }
        references.scanObject(message(".audio"), Kind.OTHER);
    }

    void content() throws IOException {
        switch (json.token()) {
            case VALUE_STRING -> text();
            case VALUE_NULL -> {}
            case START_ARRAY -> {
                for (int part = 0; json.next() != JsonToken.END_ARRAY; part++) {
                    if (json.token() != JsonToken.START_OBJECT) {
                        throw InvalidBodyException.wrongType(
                                message(".content[" + part + "]"), "an object", json.token());
                    }
                    part(part);
                }
                fields.images = images.all();
            }
            default ->
                throw InvalidBodyException.wrongType(
                        message(".content"), "a string or an array of objects", json.token());
        }
    }

    private void part(int part) throws IOException {
        boolean media = false;
        images.begin();
        while (json.next() == JsonToken.FIELD_NAME) {
            String name = json.name();
            json.next();
            switch (name) {
                case "text", "refusal" -> {
                    if (json.token() == JsonToken.VALUE_STRING) {
                        text();
                    } else if (json.token() != JsonToken.VALUE_NULL) {
                        throw InvalidBodyException.wrongType(
                                message(".content[" + part + "]." + name), "a string", json.token());
                    }
                }
                case "image_url" -> images.url();
                case "detail" -> images.detail();
                case "image", "input_image" -> images.other(name);
                case "input_audio", "file", "file_data", "file_url", "file_id" -> {
                    media |= json.token() != JsonToken.VALUE_NULL;
                    references.scan(name);
                }
                case "annotations" -> references.scanCitations(name);
                default -> references.scan(name);
            }
        }
        images.end();
        fields.mediaParts += media ? 1 : 0;
    }

    /** Reads {@code prompt} or {@code input}. */
    void prompt(String name, boolean optional) throws IOException {
        switch (json.token()) {
            case VALUE_STRING -> {
                fields.prompts = 1;
                text();
            }
            case VALUE_NULL -> {
                if (!optional) {
                    throw InvalidBodyException.wrongType(name, PROMPT_TYPES, json.token());
                }
            }
            case START_ARRAY -> prompts(name);
            default -> throw InvalidBodyException.wrongType(name, PROMPT_TYPES, json.token());
        }
    }

    private void prompts(String name) throws IOException {
        JsonToken kind = json.next();
        if (kind == JsonToken.END_ARRAY) {
            throw InvalidBodyException.empty(name);
        }
        int elements = 0;
        for (; json.token() != JsonToken.END_ARRAY; json.next(), elements++) {
            if (json.token() != kind) {
                throw InvalidBodyException.wrongType(element(name, elements), PROMPT_TYPES, json.token());
            }
            switch (kind) {
                case VALUE_STRING -> text();
                case VALUE_NUMBER_INT -> tokenId();
                case START_ARRAY -> tokenIds(name, elements);
                default ->
                    throw InvalidBodyException.wrongType(
                            element(name, elements), "a string, a token or an array of tokens", json.token());
            }
        }
        fields.prompts = kind == JsonToken.VALUE_NUMBER_INT ? 1 : elements;
    }

    private void tokenIds(String name, int element) throws IOException {
        while (json.next() != JsonToken.END_ARRAY) {
            if (json.token() != JsonToken.VALUE_NUMBER_INT) {
                throw InvalidBodyException.wrongType(element(name, element), "an array of tokens", json.token());
            }
            tokenId();
        }
    }

    private void tokenId() {
        fields.tokenIds++;
    }

    /** Measures every string value in the current value. */
    void strings() throws IOException {
        int depth = 0;
        for (; ; json.next()) {
            JsonToken token = json.token();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING) {
                text();
            }
            if (depth == 0) {
                return;
            }
        }
    }

    void text() {
        fields.text.add(json.bytes(), json.offset());
    }

    private void requireString(String path) {
        if (json.token() != JsonToken.VALUE_STRING) {
            throw InvalidBodyException.wrongType(message(path), "a string", json.token());
        }
    }

    private void once(boolean seen, String path) {
        if (seen) {
            throw InvalidBodyException.duplicate(message(path));
        }
    }

    String message(String path) {
        return element(list, fields.messages) + path;
    }

    private static String element(String name, int index) {
        return name + "[" + index + "]";
    }
}
