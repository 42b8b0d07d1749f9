package io.tollgate.catalog.routing;

import static io.tollgate.catalog.rules.InvalidCatalogException.identifier;

import java.util.Optional;

/**
 * Other routes for requests that a backend refuses for what they are. A fallback's own fallbacks are not followed.
 *
 * @param contextWindow the route for prompts that are too long
 * @param contentPolicy the route for prompts that a content filter refuses
 */
public record Fallbacks(Optional<String> contextWindow, Optional<String> contentPolicy) {

    /** The caller gets the refusal. */
    public static final Fallbacks NONE = new Fallbacks(Optional.empty(), Optional.empty());

    public Fallbacks {
        contextWindow = contextWindow == null ? Optional.empty() : contextWindow;
        contentPolicy = contentPolicy == null ? Optional.empty() : contentPolicy;
        contextWindow.ifPresent(route -> identifier(route, "contextWindow"));
        contentPolicy.ifPresent(route -> identifier(route, "contentPolicy"));
    }
}
