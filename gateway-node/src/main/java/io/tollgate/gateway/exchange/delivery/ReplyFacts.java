package io.tollgate.gateway.exchange.delivery;

import io.tollgate.catalog.Deployment;
import io.tollgate.events.Served;
import io.tollgate.gateway.model.Priority;
import io.tollgate.gateway.model.QuotaView;
import io.tollgate.gateway.model.RequestId;
import java.util.List;
import java.util.Optional;

/**
 * What Tollgate says of a request in its own headers.
 *
 * @param id the request's id
 * @param served the deployment whose answer this is
 * @param fallback the route that the request fell back on
 * @param attempts the calls made to deployments
 * @param priority the request's class, when it got so far
 * @param quota what the limits hold
 */
public record ReplyFacts(
        RequestId id,
        Optional<Deployment> served,
        Optional<String> fallback,
        List<Served.Attempt> attempts,
        Optional<Priority> priority,
        QuotaView quota) {}
