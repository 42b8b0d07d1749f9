package io.tollgate.usage.config;

import java.util.OptionalInt;

/**
 * How long events are kept. Sums are kept for ever.
 *
 * @param days before today that are kept, at least 1; empty keeps all
 */
public record RetentionConfig(OptionalInt days) {

    public RetentionConfig {
        if (days.isPresent() && days.getAsInt() < 1) {
            throw new IllegalArgumentException("TOLLGATE_USAGE_RETENTION_DAYS must be at least 1");
        }
    }
}
