package io.tollgate.gateway.body;

import com.fasterxml.jackson.core.JsonToken;
import io.tollgate.gateway.body.naming.ItemShape;
import io.tollgate.gateway.model.Reference.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
    private final Set<String> inlineIds = new HashSet<>();
    private final List<String> approvals = new ArrayList<>();

    ResponsesParser(JsonCursor json, BodyFields fields, References references, PromptParser prompt) {
        this.json = json;
        this.fields = fields;
        this.prompt = prompt;
        this.references = references;
    }

    /** Reads the value of {@code name}; false, and nothing read, when it is no such field. */
    boolean field(String name) throws IOException {
        if (MEANINGLESS.contains(name)) {
            json.next();
            references.scan(name);
            return true;
        }
        switch (name) {
            case "input", "items" -> {
                valueOf(name);
                items(name);
            }
            case "instructions" -> {
                valueOf(name);
                instructions();
            }
            case "prompt" -> {
                valueOf(name);
                template();
            }
            case "tools", "text", "tool_choice" -> {
                valueOf(name);
                int start = json.offset();
                references.scanTool(name);
                fields.toolBytes +=
                        json.token().isStructEnd() && !name.equals("tool_choice") ? json.offset() + 1 - start : 0;
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
                references.named(name, Kind.RESPONSE);
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

    /** What the model is given: {@code input} of a turn, {@code items} of a conversation. */
    private void items(String name) throws IOException {
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
                approvals.removeAll(inlineIds);
                approvals.forEach(id -> references.note(Kind.ITEM, id));
            }
            default -> throw InvalidBodyException.wrongType(name, "a string or an array of objects", json.token());
        }
    }

    private void item() throws IOException {
        var item = new ItemShape();
        String approval = null;
        while (json.next() == JsonToken.FIELD_NAME) {
            String name = json.name().toLowerCase(Locale.ROOT);
            json.next();
            if (!item.has(name, presence())) {
                throw InvalidBodyException.duplicate(prompt.message("." + name));
            }
            switch (name) {
                case "type" -> item.type(json.token() == JsonToken.VALUE_STRING ? json.text() : "");
                case "id" -> item.id(references.idOrNull(prompt.message(".id")));
                case "approval_request_id" -> approval = references.idOrNull(prompt.message("." + name));
                default -> itemField(name);
            }
        }
        inlineIds.add(item.id());
        if (item.isLookedUp()) {
            references.note(Kind.ITEM, item.id());
        }
        if (item.isApproval() && approval != null) {
            approvals.add(approval);
        }
    }

    private void itemField(String name) throws IOException {
        switch (name) {
            case "content", "output", "summary" -> content(name);
            case "name", "arguments" -> prompt.strings();
            case "input", "code", "call_id", "encrypted_content" -> json.skip();
            case "pending_safety_checks", "acknowledged_safety_checks" -> json.skip();
            default -> references.scanTool(name);
        }
    }

    private ItemShape.Presence presence() {
        if (json.token() == JsonToken.VALUE_NULL) {
            return ItemShape.Presence.NULL;
        }
        return json.isEmpty() ? ItemShape.Presence.EMPTY : ItemShape.Presence.FILLED;
    }

    private void content(String name) throws IOException {
        if (json.token() == JsonToken.START_OBJECT) {
            fields.mediaParts++;
            references.scan(name);
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
        if (json.token() == JsonToken.START_OBJECT) {
            references.scanObject("conversation", Kind.CONVERSATION);
        } else {
            references.named("conversation", Kind.CONVERSATION);
        }
    }

    /** A template that the backend keeps, with values to put into it. */
    private void template() throws IOException {
        if (json.token() == JsonToken.START_OBJECT) {
            references.scanObject("prompt", Kind.OTHER);
        } else {
            references.scan("prompt");
        }
    }
}
