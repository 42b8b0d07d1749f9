package io.tollgate.scenarios.stand;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A limit as administrators write it.
 *
 * @param fields the document
 */
public record Limit(@JsonValue Map<String, Object> fields) {

    public Limit {
        fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    private static Limit of(String kind, Object... rest) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", kind);
        for (int i = 0; i < rest.length; i += 2) {
            fields.put((String) rest[i], rest[i + 1]);
        }
        return new Limit(fields);
    }

    /** Tokens per minute. */
    public static Limit tokens(long perMinute, long burst) {
        return of("tokens-per-minute", "perMinute", perMinute, "burst", burst);
    }

    /** Requests per minute. */
    public static Limit requests(long perMinute, long burst) {
        return of("requests-per-minute", "perMinute", perMinute, "burst", burst);
    }

    /** Requests at one time. */
    public static Limit concurrent(long most) {
        return of("concurrent-requests", "most", most);
    }

    /** Tokens in each {@code period}. */
    public static Limit quota(String period, long tokens) {
        return of("token-quota", "period", period, "tokens", tokens);
    }

    /** Money in each {@code period}, as a decimal. */
    public static Limit budget(String period, String amount) {
        return of("money-budget", "period", period, "amount", amount);
    }

    /** The same, reserving each request's own upper bound. */
    public Limit strict() {
        return with("enforcement", "strict");
    }

    /** The same, doing {@code mode} while Redis cannot be asked: {@code closed}, {@code local-share} or {@code open}. */
    public Limit whenUnavailable(String mode) {
        return with("whenUnavailable", mode);
    }

    private Limit with(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new Limit(more);
    }
}
