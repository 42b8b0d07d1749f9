package io.tollgate.gateway.exchange;

import io.tollgate.catalog.Deployment;
import io.tollgate.gateway.model.Priority;
import io.tollgate.gateway.model.QuotaView;
import io.tollgate.gateway.model.RequestId;
import java.util.Optional;

/**
 * What Tollgate says of a request in its own headers.
 *
 * @param id the request's id
 * @param served the deployment whose answer this is
 * @param attempts calls made to deployments
 * @param priority the request's class, when it got so far
 * @param quota what the limits hold
 */
public record ReplyFacts(
        RequestId id, Optional<Deployment> served, int attempts, Optional<Priority> priority, QuotaView quota) {}
