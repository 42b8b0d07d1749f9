package io.tollgate.simulator.serving;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Compares a request's credential with the key, in a time that does not tell how much of it was right. */
public final class Credentials {
    private static final String BEARER = "Bearer ";

    private final byte[] key;

    /** Accepts {@code key} as {@code api-key} or as a bearer token. */
    public Credentials(String key) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the request carries the key. */
    public boolean accept(HttpServerRequest request) {
        String given = request.getHeader(Names.API_KEY);
        if (given == null) {
            String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
            if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                return false;
            }
            given = authorization.substring(BEARER.length());
        }
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), key);
    }
}
