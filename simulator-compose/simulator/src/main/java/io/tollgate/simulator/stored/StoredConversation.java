package io.tollgate.simulator.stored;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tollgate.simulator.request.PromptPart;
import io.tollgate.simulator.request.ResponseParser;
import java.util.List;

/**
 * A conversation and all that was said in it.
 *
 * @param id of the conversation
 * @param createdSeconds since the epoch
 * @param metadata as given, an object
 * @param items in order
 * @param bytes about what it takes of memory
 */
public record StoredConversation(String id, long createdSeconds, JsonNode metadata, ArrayNode items, long bytes)
        implements Kept {

    /** A conversation of these items. */
    public static StoredConversation of(String id, long createdSeconds, JsonNode metadata, ArrayNode items) {
        long size = 2L * (metadata.toString().length() + items.toString().length());
        return new StoredConversation(id, createdSeconds, metadata, items, size);
    }

    StoredConversation with(ArrayNode more) {
        ArrayNode all = items.deepCopy();
        all.addAll(more);
        return of(id, createdSeconds, metadata, all);
    }

    List<PromptPart> parts() {
        return ResponseParser.parts(items);
    }
}
