package io.tollgate.quota.config;

/**
 * Where Redis is.
 *
 * @param value {@code redis://} or {@code rediss://}, with credentials if need be; never shown
 */
public record RedisUrl(String value) {

    @Override
    public String toString() {
        return "RedisUrl";
    }
}
