package io.tollgate.gateway.body;

import com.fasterxml.jackson.core.JsonToken;
import io.tollgate.gateway.body.naming.FieldRule;
import io.tollgate.gateway.body.naming.ResourceIds;
import io.tollgate.gateway.model.Reference;
import io.tollgate.gateway.model.Reference.Kind;
import java.io.IOException;
import java.util.Set;

/** Notes what a body names of what backends remember, wherever it does. For one body. */
final class References {

    static final int MOST_ID_CHARACTERS = 256;
    static final int MOST_FILES = 32;
    static final int MOST_REFERENCES = 128;

    /** Fields below definitions and calls of tools that hold what callers and models made up: no backend looks into them. */
    private static final Set<String> MADE_UP =
            Set.of("parameters", "input_schema", "schema", "annotations", "arguments", "headers", "env", "attributes");

    private final JsonCursor json;
    private final BodyFields fields;
    private Set<String> unread = Set.of();
    private boolean cited;

    References(JsonCursor json, BodyFields fields) {
        this.json = json;
        this.fields = fields;
    }

    /** Passes over the current value, that of {@code name}, and notes what it names. */
    void scan(String name) throws IOException {
        switch (json.token()) {
            case START_OBJECT -> {
                while (json.next() == JsonToken.FIELD_NAME) {
                    String field = json.name();
                    json.next();
                    if (unread.contains(field)) {
                        json.skip();
                    } else {
                        scan(field);
                    }
                }
            }
            case START_ARRAY -> {
                while (json.next() != JsonToken.END_ARRAY) {
                    scan(name);
                }
            }
            case VALUE_NULL -> {}
            default -> scalar(name);
        }
    }

    /** The same for definitions and calls of tools. */
    void scanTool(String name) throws IOException {
        unread = MADE_UP;
        scan(name);
        unread = Set.of();
    }

    /** The same for what an answer refers to, as its receiver sends it back. */
    void scanCitations(String name) throws IOException {
        cited = true;
        scan(name);
        cited = false;
    }

    private void scalar(String name) throws IOException {
        FieldRule rule = FieldRule.of(name);
        if (rule.kind().isPresent()) {
            certain(name, rule.kind().get());
        } else if (json.token() == JsonToken.VALUE_STRING) {
            String id = rule == FieldRule.NOTHING || json.isAddress() ? "" : json.text();
            if (rule == FieldRule.TYPE && id.strip().equalsIgnoreCase("item_reference")) {
                throw InvalidBodyException.unsupportedReference(name);
            }
            if (rule == FieldRule.IF_IT_LOOKS_SO && ResourceIds.looksLikeOne(id)) {
                note(Kind.OTHER, id(name));
            }
        }
    }

    private void certain(String name, Kind kind) throws IOException {
        String id = idOrNull(name);
        if (!(cited && kind == Kind.FILE && ResourceIds.isContainerFile(id))) {
            note(kind, id);
        }
    }

    /** The same for an object whose {@code id} names a thing of this kind. */
    void scanObject(String name, Kind kind) throws IOException {
        while (json.next() == JsonToken.FIELD_NAME) {
            String field = json.name();
            json.next();
            if (field.equalsIgnoreCase("id")) {
                named(name + ".id", kind);
            } else {
                scan(field);
            }
        }
    }

    /** The current value, if it is not null, names a thing of this kind. */
    void named(String name, Kind kind) throws IOException {
        String id = idOrNull(name);
        if (id != null) {
            note(kind, id);
        }
    }

    /** Notes it. */
    void note(Kind kind, String id) {
        if (!fields.references.add(new Reference(kind, id))) {
            return;
        }
        if (kind == Kind.FILE && ++fields.files > MOST_FILES) {
            throw InvalidBodyException.tooMany("file_id", MOST_FILES);
        }
        if (fields.references.size() > MOST_REFERENCES) {
            throw InvalidBodyException.tooMany("input", MOST_REFERENCES);
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
