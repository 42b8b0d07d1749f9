package io.tollgate.quota.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.catalog.rules.InvalidCatalogException;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who would ask for what.
 *
 * @param tenant or {@code key}; both must agree
 * @param key a key's public id, which implies the tenant; without one only limits of the tenant and its product are seen
 * @param user the end user; the body's when absent
 * @param model as clients name it; the body's when absent
 * @param priority what the request would ask for
 * @param promptTokens by the body's size when absent
 * @param maxOutputTokens the request's own bound on each answer; the body's, else the route's, when absent
 * @param expectedOutputTokens what it will probably produce; as a node without experience would guess when absent
 * @param body as it would be sent
 */
@Schema(description = "Who would ask for what")
public record ExplainRequest(
        String tenant,

        @Schema(description = "A key's public id, which implies the tenant")
        String key,

        String user,
        String model,
        String priority,
        @Schema(minimum = "0") Long promptTokens,
        @Schema(minimum = "0") Long maxOutputTokens,
        @Schema(minimum = "0") Long expectedOutputTokens,

        @Schema(type = SchemaType.OBJECT, description = "An OpenAI request")
        JsonNode body) {

    private static final long MOST_TOKENS = 10_000_000;

    OptionalLong prompt() {
        return tokens(promptTokens, "promptTokens");
    }

    OptionalLong outputBound() {
        return tokens(maxOutputTokens, "maxOutputTokens");
    }

    OptionalLong expectedOutput() {
        return tokens(expectedOutputTokens, "expectedOutputTokens");
    }

    private static OptionalLong tokens(Long value, String field) {
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value < 0 || value > MOST_TOKENS) {
            throw new InvalidCatalogException(field, "must be 0 to " + MOST_TOKENS);
        }
        return OptionalLong.of(value);
    }
}
