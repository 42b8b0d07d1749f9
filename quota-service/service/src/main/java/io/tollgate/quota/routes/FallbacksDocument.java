package io.tollgate.quota.routes;

import io.tollgate.catalog.routing.Fallbacks;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Other routes for what backends refuse, as administrators write them; none where absent. */
@Schema(name = "Fallbacks", description = "Other routes for requests that a backend refuses for what they are")
public record FallbacksDocument(
        @Schema(description = "The route for prompts that are too long")
        String contextWindow,

        @Schema(description = "The route for prompts that a content filter refuses")
        String contentPolicy) {

    static FallbacksDocument of(Fallbacks fallbacks) {
        return fallbacks.equals(Fallbacks.NONE)
                ? null
                : new FallbacksDocument(
                        fallbacks.contextWindow().orElse(null),
                        fallbacks.contentPolicy().orElse(null));
    }

    Fallbacks toFallbacks() {
        return new Fallbacks(Optional.ofNullable(contextWindow), Optional.ofNullable(contentPolicy));
    }
}
