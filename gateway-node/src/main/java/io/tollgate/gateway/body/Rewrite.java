package io.tollgate.gateway.body;

import java.util.Objects;
import java.util.Optional;

/**
 * What a backend's copy of a body must say, whatever the caller wrote.
 *
 * @param model the value of {@code model}; empty leaves the field as it is
 * @param includeUsage whether {@code stream_options.include_usage} must be true; false leaves it as it is
 */
public record Rewrite(Optional<String> model, boolean includeUsage) {

    public Rewrite {
        Objects.requireNonNull(model, "model");
    }
}
