package io.tollgate.quota.http;

import io.tollgate.catalog.codec.KeyHash;
import io.tollgate.quota.config.AdminKey;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets nobody near a resource without the administrator's key; without a configured key nobody at all. */
@Singleton
public class AdminAuthentication {

    private static final String BEARER = "Bearer ";

    private final Optional<byte[]> wanted;

    public AdminAuthentication(AdminKey key) {
        wanted = key.value().map(AdminAuthentication::hash);
    }

    /** Runs before a resource is looked for, so that a stranger learns nothing. Compares in constant time. */
    @ServerRequestFilter(preMatching = true)
    public Optional<Response> refuseStrangers(ContainerRequestContext request) {
        return isKey(credential(request))
                ? Optional.empty()
                : Optional.of(ProblemMappers.answer(Problem.unauthorized()));
    }

    boolean isKey(String given) {
        byte[] hash = hash(given);
        return wanted.map(known -> MessageDigest.isEqual(known, hash)).orElse(false);
    }

    private static String credential(ContainerRequestContext request) {
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        String apiKey = request.getHeaderString("api-key");
        return apiKey == null ? "" : apiKey.strip();
    }

    private static byte[] hash(String key) {
        return KeyHash.of(key).getBytes(StandardCharsets.US_ASCII);
    }
}
