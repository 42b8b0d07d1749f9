package io.tollgate.usage.config;

import java.time.Duration;

/**
 * How much exports may take of the store and of memory.
 *
 * @param atOnce how many may run, at least 1
 * @param unread how long a caller may read nothing
 * @param longest how long one may take in all
 */
public record ExportConfig(int atOnce, Duration unread, Duration longest) {

    public ExportConfig {
        if (atOnce < 1) {
            throw new IllegalArgumentException("TOLLGATE_EXPORTS_AT_ONCE must be at least 1");
        }
        if (unread.toMillis() < 1 || longest.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "TOLLGATE_EXPORT_UNREAD and TOLLGATE_EXPORT_LONGEST must be at least a millisecond");
        }
    }
}
