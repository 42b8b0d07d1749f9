package io.tollgate.scenarios.stand;

/**
 * A limit as administrators write it.
 *
 * @param kind {@code tokens-per-minute} or {@code requests-per-minute}
 * @param perMinute the refill
 * @param burst what the bucket holds when full
 */
public record Limit(String kind, long perMinute, long burst) {

    /** Tokens per minute. */
    public static Limit tokens(long perMinute, long burst) {
        return new Limit("tokens-per-minute", perMinute, burst);
    }

    /** Requests per minute. */
    public static Limit requests(long perMinute, long burst) {
        return new Limit("requests-per-minute", perMinute, burst);
    }
}
