package io.tollgate.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        "retry-after-ms, 800, 800",
        "x-ms-retry-after-ms, 1500, 1500",
        "retry-after-ms, 0.5, 1",
        "retry-after, 2, 2000",
        "retry-after, 1.25, 1250",
        "retry-after, 86400, 86400000",
        "retry-after, nonsense, 1000",
        "retry-after, -5, 1000",
        "retry-after, 999999999999999, 2592000000000"
    })
    void shouldReadEveryFormThatBackendsUse(String name, String value, long millis) {
        assertThat(RetryAfter.millis(headers(name, value), clock)).isEqualTo(millis);
    }

    @Test
    void shouldReadAnHttpDate() {
        assertThat(RetryAfter.millis(headers("retry-after", "Sat, 21 Nov 2026 10:00:07 GMT"), clock))
                .isEqualTo(7_000);
        assertThat(RetryAfter.millis(headers("retry-after", "Sat, 21 Nov 2026 09:00:00 GMT"), clock))
                .isZero();
    }

    @Test
    void shouldPreferMilliseconds() {
        MultiMap both = headers("retry-after", "1").add("retry-after-ms", "120");

        assertThat(RetryAfter.millis(both, clock)).isEqualTo(120);
    }

    private static MultiMap headers(String name, String value) {
        return MultiMap.caseInsensitiveMultiMap().add(name, value);
    }
}
