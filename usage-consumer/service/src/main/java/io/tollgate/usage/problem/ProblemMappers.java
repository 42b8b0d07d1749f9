package io.tollgate.usage.problem;

import io.tollgate.usage.store.StoreUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** One answer for each way in which a request can fail. */
final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final int RETRY_SECONDS = 2;
    private static final int BUSY_SECONDS = 10;

    @ServerExceptionMapper
    Response invalid(InvalidParameterException e) {
        return new Problem("Invalid parameter", 400, e.getMessage(), e.field()).response();
    }

    @ServerExceptionMapper
    Response unavailable(StoreUnavailableException e) {
        LOG.warn("answered 503", e);
        Response problem =
                new Problem("Store unavailable", 503, "PostgreSQL did not answer; try again shortly", null).response();
        return Response.fromResponse(problem)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .build();
    }

    @ServerExceptionMapper
    Response busy(TooBusyException e) {
        Response problem = new Problem(
                        "Too busy", 503, e.getMessage() + "; try again in " + BUSY_SECONDS + " seconds", null)
                .response();
        return Response.fromResponse(problem)
                .header(HttpHeaders.RETRY_AFTER, BUSY_SECONDS)
                .build();
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e) {
        Response.StatusType status = e.getResponse().getStatusInfo();
        return new Problem(status.getReasonPhrase(), status.getStatusCode(), status.getReasonPhrase(), null).response();
    }

    @ServerExceptionMapper
    Response unexpected(RuntimeException e) {
        LOG.error("answered 500", e);
        return new Problem("Internal error", 500, "the request failed; the log says why", null).response();
    }
}
