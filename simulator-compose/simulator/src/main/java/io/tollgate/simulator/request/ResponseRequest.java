package io.tollgate.simulator.request;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One more turn, as asked for through the Responses API.
 *
 * @param model what it shares with other requests; its parts are the instructions and the input of this turn
 * @param body as received, for the fields that an answer repeats
 * @param items the input as a list of items, a text as one message
 * @param store whether the answer is to be remembered
 * @param previousId {@code previous_response_id}, or null
 * @param conversationId of {@code conversation}, or null
 */
public record ResponseRequest(
        ModelRequest model,
        ObjectNode body,
        ArrayNode items,
        boolean store,
        String previousId,
        String conversationId) {}
