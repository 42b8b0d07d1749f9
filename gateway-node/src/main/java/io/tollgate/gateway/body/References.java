package io.tollgate.gateway.body;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Notes which files a body names, wherever it does. For one body. */
final class References {

    static final int MOST_ID_CHARACTERS = 256;
    static final int MOST_FILES = 32;

    private final JsonCursor json;
    private final BodyFields fields;

    References(JsonCursor json, BodyFields fields) {
        this.json = json;
        this.fields = fields;
    }

    /** Passes over the current value and notes the files in it. */
    void scan() throws IOException {
        int depth = 0;
        boolean names = false;
        for (; ; json.next()) {
            JsonToken token = json.token();
            if (token == JsonToken.FIELD_NAME) {
                String name = json.name();
                names = name.equals("file_id") || name.equals("file_ids");
            } else if (token == JsonToken.VALUE_STRING && names) {
                fileId();
            } else if (token.isStructStart()) {
                depth++;
                names &= token == JsonToken.START_ARRAY;
            } else if (token.isStructEnd()) {
                depth--;
            }
            if (depth == 0) {
                return;
            }
        }
    }

    /** Notes the file that the current value names. */
    void fileId() throws IOException {
        if (json.token() != JsonToken.VALUE_STRING) {
            scan();
            return;
        }
        fields.fileIds.add(id("file_id"));
        if (fields.fileIds.size() > MOST_FILES) {
            throw InvalidBodyException.tooMany("file_id", MOST_FILES);
        }
    }

    /** The current value as an id; null for null. */
    String idOrNull(String name) throws IOException {
        return switch (json.token()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> id(name);
            default -> throw InvalidBodyException.wrongType(name, "a string", json.token());
        };
    }

    private String id(String name) throws IOException {
        String id = json.text();
        if (id.length() > MOST_ID_CHARACTERS) {
            throw InvalidBodyException.tooLong(name, MOST_ID_CHARACTERS);
        }
        return id;
    }
}
