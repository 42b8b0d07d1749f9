package io.tollgate.scenarios.stand.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Usage;

/**
 * A usage event as a reader of the topic sees it.
 *
 * @param id the request's, by which readers de-duplicate
 * @param node that wrote it
 * @param tenant whose request it was; empty when nobody's
 * @param reference the caller's own name for the request, from its tag {@value #REFERENCE_TAG}; empty when it gave none
 * @param deployment that answered; empty when none did
 * @param outcome {@code completed}, {@code denied} and so on
 * @param source where the tokens come from
 * @param tokens what was used
 */
public record RecordedUsage(
        String id,
        String node,
        String tenant,
        String reference,
        String deployment,
        String outcome,
        String source,
        Usage tokens) {

    /** The tag by which callers name their requests: sent as {@code x-tollgate-tag-reference}. */
    public static final String REFERENCE_TAG = "reference";

    static RecordedUsage of(JsonNode event) {
        JsonNode caller = event.path("caller");
        JsonNode tokens = event.path("tokens");
        return new RecordedUsage(
                event.path("id").asText(),
                event.path("node").asText().intern(),
                caller.path("tenant").asText().intern(),
                caller.path("tags").path(REFERENCE_TAG).asText(),
                event.path("served").path("deployment").asText().intern(),
                event.path("outcome").path("kind").asText().intern(),
                tokens.path("source").asText().intern(),
                new Usage(tokens.path("input").asLong(), tokens.path("output").asLong()));
    }

    /** Whether the whole answer was delivered. */
    public boolean completed() {
        return outcome.equals("completed");
    }
}
