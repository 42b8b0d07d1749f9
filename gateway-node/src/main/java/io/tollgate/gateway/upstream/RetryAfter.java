package io.tollgate.gateway.upstream;

import io.vertx.core.MultiMap;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;

/**
 * Reads how long a backend asks to be left alone: {@code retry-after-ms}, {@code x-ms-retry-after-ms}, then
 * {@code Retry-After} in seconds, decimals allowed, or as an HTTP date
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110</a>).
 */
final class RetryAfter {

    /** What applies when a backend gives no time that can be read. */
    static final long DEFAULT_MILLIS = 1_000;

    private static final BigDecimal MOST_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(30).toSeconds());

    private RetryAfter() {}

    static long millis(MultiMap headers, InstantSource clock) {
        for (String name : new String[] {"retry-after-ms", "x-ms-retry-after-ms"}) {
            long millis = decimal(headers.get(name), 1);
            if (millis >= 0) {
                return millis;
            }
        }
        String value = headers.get("retry-after");
        long millis = decimal(value, 1_000);
        return millis >= 0 ? millis : date(value, clock.instant());
    }

    private static long decimal(String value, long unitMillis) {
        if (value == null || !value.strip().matches("\\d{1,15}(\\.\\d{1,9})?")) {
            return -1;
        }
        return new BigDecimal(value.strip())
                .min(MOST_SECONDS.multiply(BigDecimal.valueOf(1_000)))
                .multiply(BigDecimal.valueOf(unitMillis))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }

    private static long date(String value, Instant now) {
        if (value == null) {
            return DEFAULT_MILLIS;
        }
        try {
            Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip()));
            return Math.max(0, Duration.between(now, at).toMillis());
        } catch (DateTimeException e) {
            return DEFAULT_MILLIS;
        }
    }
}
