package io.tollgate.gateway.ingress;

import io.tollgate.gateway.model.Credential;
import io.vertx.core.MultiMap;
import java.util.Optional;

/** Finds the caller's key in the headers that the vendors' SDKs use. */
final class Credentials {

    private static final String BEARER = "Bearer ";

    private Credentials() {}

    static Optional<Credential> read(MultiMap headers) {
        String key = headers.get("api-key");
        if (key == null) {
            key = headers.get("ocp-apim-subscription-key");
        }
        if (key == null) {
            String authorization = headers.get("authorization");
            if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                key = authorization.substring(BEARER.length()).strip();
            }
        }
        return Optional.ofNullable(key).map(Credential::new);
    }
}
