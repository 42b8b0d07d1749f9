package io.tollgate.quota.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.ledger.LedgerUnavailableException;
import io.tollgate.quota.store.StoreUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every way in which a request can fail, as a problem. Causes are logged, never sent. */
public class ProblemMappers {

    private static final Logger LOGGER = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response map(ProblemException e) {
        return answer(e.problem());
    }

    @ServerExceptionMapper
    public Response map(InvalidCatalogException e) {
        return answer(Problem.invalid(e.field(), e.getMessage()));
    }

    /** Comes before the framework's own mapper of this type, which would say less. */
    @ServerExceptionMapper(priority = 1)
    public Response map(MismatchedInputException e) {
        return answer(JsonFaults.describe(e));
    }

    @ServerExceptionMapper
    public Response map(JsonProcessingException e) {
        return answer(JsonFaults.describe(e));
    }

    @ServerExceptionMapper
    public Response map(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return answer(JsonFaults.describe(json));
        }
        var answer = e.getResponse();
        return answer(
                Problem.ofStatus(answer.getStatus(), answer.getStatusInfo().getReasonPhrase()));
    }

    @ServerExceptionMapper
    public Response map(StoreUnavailableException e) {
        LOGGER.error("PostgreSQL failed", e);
        return answer(Problem.unavailable("PostgreSQL did not answer; nothing is known of what was to be changed."));
    }

    @ServerExceptionMapper
    public Response map(LedgerUnavailableException e) {
        LOGGER.warn("Redis failed", e);
        return answer(Problem.unavailable("Redis did not answer."));
    }

    @ServerExceptionMapper
    public Response map(RuntimeException e) {
        LOGGER.error("a request failed for a reason that nobody foresaw", e);
        return answer(Problem.ofStatus(500, "Internal Server Error"));
    }

    /** The problem as an answer. */
    public static Response answer(Problem problem) {
        var answer = Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        if (problem.status() == Response.Status.UNAUTHORIZED.getStatusCode()) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tollgate\"");
        }
        return answer.build();
    }
}
