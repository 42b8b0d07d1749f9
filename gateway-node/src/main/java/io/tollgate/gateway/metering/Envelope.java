package io.tollgate.gateway.metering;

import io.tollgate.gateway.metering.json.JsonScanner;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** What an answer says of itself: its id and its model, which stay, and the type of the document that is being read. */
final class Envelope {

    /** Events of the Responses API before which nothing for the caller has come. */
    private static final Set<String> PRELIMINARIES = Set.of(
            "response.created",
            "response.queued",
            "response.in_progress",
            "response.output_item.added",
            "response.content_part.added",
            "response.reasoning_summary_part.added");

    /** Events of the Responses API after which nothing comes. */
    private static final Set<String> TERMINALS =
            Set.of("response.completed", "response.incomplete", "response.failed", "response.cancelled");

    private Optional<String> id = Optional.empty();
    private Optional<String> model = Optional.empty();
    private String type = "";

    /** Makes ready for the next document. */
    void reset() {
        type = "";
    }

    boolean wants(Name name) {
        return name == Name.MODEL && model.isEmpty() || name == Name.ID && id.isEmpty() || name == Name.TYPE;
    }

    /** One of the names that are {@linkplain #wants wanted}; {@code atRoot} tells the document's own from that of its response. */
    void text(Name name, boolean atRoot, byte[] text, int kept) {
        if (name == Name.MODEL && model.isEmpty() && kept > 0) {
            model = Optional.of(string(text, kept));
        } else if (name == Name.ID && id.isEmpty() && kept > 0 && kept < JsonScanner.MOST_KEPT) {
            id = Optional.of(string(text, kept));
        } else if (name == Name.TYPE && atRoot) {
            type = string(text, kept);
        }
    }

    boolean isError() {
        return type.equals("error");
    }

    boolean isPreliminary() {
        return PRELIMINARIES.contains(type);
    }

    boolean isTerminal() {
        return TERMINALS.contains(type);
    }

    Optional<String> id() {
        return id;
    }

    Optional<String> model() {
        return model;
    }

    private static String string(byte[] text, int kept) {
        return new String(text, 0, kept, StandardCharsets.UTF_8);
    }
}
