package io.tollgate.gateway.body;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a backend's copy of a body must say, whatever the caller wrote.
 *
 * @param model the value of {@code model}; empty leaves the field as it is
 * @param includeUsage whether {@code stream_options.include_usage} must be true; false leaves it as it is
 * @param parameters other fields at the top level and their values: texts, numbers and booleans. None that
 *     {@link InferenceBody} interprets
 */
public record Rewrite(Optional<String> model, boolean includeUsage, Map<String, Object> parameters) {

    public Rewrite {
        Objects.requireNonNull(model, "model");
        parameters = Map.copyOf(parameters);
    }

    /** Without parameters. */
    public Rewrite(Optional<String> model, boolean includeUsage) {
        this(model, includeUsage, Map.of());
    }
}
