package io.tollgate.stack.backing;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where PostgreSQL is and who connects.
 *
 * @param jdbcUrl without credentials
 * @param user empty leaves it to the server
 * @param password empty leaves it to the server; never in {@link #toString()}
 */
public record PostgresUrl(String jdbcUrl, String user, String password) {

    private static final String JDBC = "jdbc:";

    /**
     * Reads {@code jdbc:postgresql://host/db?user=&password=} or {@code postgresql://user:password@host/db}.
     *
     * @param user wins over what the URL says
     * @param password wins over what the URL says
     * @throws IllegalArgumentException when it is neither; the message does not repeat the URL, which may hold a password
     */
    public static PostgresUrl parse(String url, Optional<String> user, Optional<String> password) {
        var plain = url.startsWith(JDBC) ? url.substring(JDBC.length()) : url;
        URI uri;
        try {
            uri = URI.create(plain.replaceFirst("^postgres:", "postgresql:"));
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        if (!"postgresql".equals(uri.getScheme()) || uri.getHost() == null) {
            throw malformed();
        }
        var found = credentials(uri);
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        var query = found.getOrDefault("query", "");
        return new PostgresUrl(
                JDBC + "postgresql://" + uri.getHost() + port + uri.getRawPath() + (query.isEmpty() ? "" : "?" + query),
                user.orElse(found.getOrDefault("user", "")),
                password.orElse(found.getOrDefault("password", "")));
    }

    /** The form that other programs take: {@code postgresql://user:password@host:port/db}. */
    public String withCredentials() {
        var rest = jdbcUrl.substring((JDBC + "postgresql://").length());
        if (user.isEmpty()) {
            return "postgresql://" + rest;
        }
        return "postgresql://" + encode(user) + (password.isEmpty() ? "" : ":" + encode(password)) + "@" + rest;
    }

    private static Map<String, String> credentials(URI uri) {
        var found = new HashMap<String, String>();
        if (uri.getRawUserInfo() != null) {
            var parts = uri.getRawUserInfo().split(":", 2);
            found.put("user", decode(parts[0]));
            if (parts.length > 1) {
                found.put("password", decode(parts[1]));
            }
        }
        if (uri.getRawQuery() != null) {
            var kept = new StringBuilder();
            for (String parameter : uri.getRawQuery().split("&", -1)) {
                var pair = parameter.split("=", 2);
                if (pair.length == 2 && (pair[0].equals("user") || pair[0].equals("password"))) {
                    found.put(pair[0], decode(pair[1]));
                } else {
                    kept.append(kept.isEmpty() ? "" : "&").append(parameter);
                }
            }
            found.put("query", kept.toString());
        }
        return found;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("TOLLGATE_POSTGRES_URL must look like jdbc:postgresql://host:5432/db or"
                + " postgresql://user:password@host:5432/db");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return jdbcUrl;
    }
}
