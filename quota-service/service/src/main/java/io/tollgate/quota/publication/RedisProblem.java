package io.tollgate.quota.publication;

import io.tollgate.quota.http.Problem;
import io.tollgate.quota.http.ProblemMappers;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.redisson.client.RedisException;

/** Answers a call that cannot do without Redis while it is away. */
public class RedisProblem {

    private static final Logger LOGGER = Logger.getLogger(RedisProblem.class);

    @ServerExceptionMapper
    public Response map(RedisException e) {
        LOGGER.warn("Redis failed", e);
        return ProblemMappers.answer(Problem.unavailable("Redis did not answer."));
    }
}
