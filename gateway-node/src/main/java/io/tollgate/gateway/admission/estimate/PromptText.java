package io.tollgate.gateway.admission.estimate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tollgate.catalog.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** Takes the text that a model is given to read out of a body that has been found valid. For one body. */
final class PromptText {

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final TextCount text;

    PromptText(TextCount text) {
        this.text = text;
    }

    void read(Operation operation, byte[] body) {
        Set<String> fields =
                switch (operation) {
                    case CHAT_COMPLETIONS -> Set.of("messages");
                    case COMPLETIONS -> Set.of("prompt");
                    case EMBEDDINGS -> Set.of("input");
                    case RESPONSES -> Set.of("instructions", "input");
                };
        try (JsonParser json = FACTORY.createParser(body)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = fields.contains(json.currentName());
                JsonToken value = json.nextToken();
                if (!wanted) {
                    json.skipChildren();
                } else if (operation == Operation.CHAT_COMPLETIONS) {
                    messages(json);
                } else if (operation == Operation.RESPONSES && value == JsonToken.START_ARRAY) {
                    items(json);
                } else {
                    strings(json);
                    if (operation == Operation.RESPONSES && value == JsonToken.VALUE_STRING) {
                        text.addRole();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the body has been read before", e);
        }
    }

    private void messages(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "role", "refusal", "tool_calls", "function_call" -> strings(json);
                    case "name" -> {
                        strings(json);
                        text.addName();
                    }
                    case "content" -> {
                        if (value == JsonToken.START_ARRAY) {
                            parts(json);
                        } else {
                            strings(json);
                        }
                    }
                    default -> json.skipChildren();
                }
            }
        }
    }

    private void items(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            text.addRole();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "name", "arguments" -> strings(json);
                    case "content", "output", "summary" -> {
                        if (value == JsonToken.START_ARRAY) {
                            parts(json);
                        } else if (value == JsonToken.VALUE_STRING) {
                            strings(json);
                        } else {
                            json.skipChildren();
                        }
                    }
                    default -> json.skipChildren();
                }
            }
        }
    }

    private void parts(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isText =
                        json.currentName().equals("text") || json.currentName().equals("refusal");
                json.nextToken();
                if (isText) {
                    strings(json);
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    /** Adds every string value in the current value. */
    private void strings(JsonParser json) throws IOException {
        int depth = 0;
        for (JsonToken token = json.currentToken(); ; token = json.nextToken()) {
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING) {
                text.add(json.getText());
            }
            if (depth == 0) {
                return;
            }
        }
    }
}
