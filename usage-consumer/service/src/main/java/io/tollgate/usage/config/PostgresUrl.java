package io.tollgate.usage.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.Optional;

/**
 * Where PostgreSQL is. Reads {@code jdbc:postgresql://…} as it stands and translates
 * {@code postgresql://user:password@host:port/database?options}.
 *
 * @param jdbcUrl without credentials
 * @param user when the URL names one
 * @param password when the URL holds one, percent-decoded
 */
record PostgresUrl(String jdbcUrl, Optional<String> user, Optional<String> password) {

    /**
     * @throws IllegalArgumentException when {@code url} is of neither form; the message does not repeat it
     */
    static PostgresUrl parse(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return new PostgresUrl(url, Optional.empty(), Optional.empty());
        }
        if (!url.startsWith("postgresql://") && !url.startsWith("postgres://")) {
            throw new IllegalArgumentException(
                    "TOLLGATE_POSTGRES_URL must start with postgresql:// or jdbc:postgresql://");
        }
        int authority = url.indexOf("//") + 2;
        int path = url.indexOf('/', authority);
        int at = url.lastIndexOf('@', path < 0 ? url.length() : path);
        String credentials = at < authority ? "" : url.substring(authority, at);
        String rest = "jdbc:postgresql://" + url.substring(at < authority ? authority : at + 1);
        URI.create(rest.substring("jdbc:".length()));
        int colon = credentials.indexOf(':');
        return new PostgresUrl(
                rest,
                decoded(colon < 0 ? credentials : credentials.substring(0, colon)),
                decoded(colon < 0 ? "" : credentials.substring(colon + 1)));
    }

    private static Optional<String> decoded(String part) {
        return part.isEmpty() ? Optional.empty() : Optional.of(URLDecoder.decode(part.replace("+", "%2B"), UTF_8));
    }

    @Override
    public String toString() {
        return "PostgresUrl[...]";
    }
}
