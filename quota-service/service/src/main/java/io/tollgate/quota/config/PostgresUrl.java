package io.tollgate.quota.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A PostgreSQL URL in either of its forms, {@code jdbc:postgresql://…} or {@code postgresql://user:password@host/db}.
 *
 * @param jdbcUrl for the driver, without credentials
 * @param user from the URL
 * @param password from the URL
 */
record PostgresUrl(String jdbcUrl, Optional<String> user, Optional<String> password) {

    private static final String JDBC = "jdbc:";

    /**
     * @throws IllegalArgumentException when it is neither form; the message does not repeat the URL, which may hold a password
     */
    static PostgresUrl parse(String url) {
        if (url.startsWith(JDBC)) {
            return new PostgresUrl(url, Optional.empty(), Optional.empty());
        }
        URI uri = parseUri(url);
        if (uri.getHost() == null || !("postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme()))) {
            throw malformed();
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String userInfo = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        return new PostgresUrl(
                "jdbc:postgresql://" + uri.getHost() + port + path + query, decoded(user), decoded(password));
    }

    @Override
    public String toString() {
        return "PostgresUrl";
    }

    private static URI parseUri(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "TOLLGATE_POSTGRES_URL must be jdbc:postgresql://host:port/db or postgresql://user:password@host:port/db");
    }

    private static Optional<String> decoded(String text) {
        return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8))
                .filter(value -> !value.isEmpty());
    }
}
