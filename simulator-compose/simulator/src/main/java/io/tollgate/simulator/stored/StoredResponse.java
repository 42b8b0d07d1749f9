package io.tollgate.simulator.stored;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.simulator.request.PromptPart;
import java.util.List;

/**
 * An answer of the Responses API.
 *
 * @param id of the answer
 * @param response as sent
 * @param inputItems of its turn, with ids
 * @param parts all that its successors count as prompt: what was before, the input and the answer
 * @param bytes about what it takes of memory
 */
public record StoredResponse(String id, ObjectNode response, ArrayNode inputItems, List<PromptPart> parts, long bytes)
        implements Kept {}
