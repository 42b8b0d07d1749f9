package io.tollgate.quota.http;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses a URL that names the character NUL, which is in no identifier and which PostgreSQL cannot even look for. */
public class StorablePath {

    private static final String NUL = "%00";

    /** Comes after the key was looked at, so that a stranger learns nothing. */
    @ServerRequestFilter(preMatching = true, priority = Priorities.USER + 1)
    public Optional<Response> refuseNul(ContainerRequestContext request) {
        var url = request.getUriInfo().getRequestUri();
        String query = url.getRawQuery();
        if (url.getRawPath().contains(NUL) || query != null && query.contains(NUL)) {
            return Optional.of(ProblemMappers.answer(Problem.invalid("url", "the URL must not contain NUL (%00)")));
        }
        return Optional.empty();
    }
}
