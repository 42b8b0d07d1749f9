package io.tollgate.usage.access;

import io.tollgate.usage.config.AdminKey;
import io.tollgate.usage.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/** Lets a request pass that presents the key as {@code Authorization: Bearer} or {@code api-key}; closed by default. */
@Provider
@PreMatching
public final class AdminKeyFilter implements ContainerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final AdminKey key;

    AdminKeyFilter(AdminKey key) {
        this.key = key;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (presented(request).filter(key::matches).isEmpty()) {
            Response problem = new Problem(
                            "Unauthorized", 401, "present the administrators' key as Authorization: Bearer", null)
                    .response();
            request.abortWith(Response.fromResponse(problem)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .build());
        }
    }

    private static Optional<String> presented(ContainerRequestContext request) {
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.of(authorization.substring(SCHEME.length()).trim());
        }
        return Optional.ofNullable(request.getHeaderString("api-key"));
    }
}
