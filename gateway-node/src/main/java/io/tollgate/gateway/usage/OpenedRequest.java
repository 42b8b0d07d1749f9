package io.tollgate.gateway.usage;

import io.tollgate.events.Caller;
import io.tollgate.events.Request;
import java.time.Instant;

/**
 * What is known of a request before any deployment is called for it: enough for its event, should the node die.
 *
 * @param id the request's id
 * @param occurredAt when its head was received
 * @param node the node that serves it
 * @param catalogVersion the catalog that is in force
 * @param caller who asks
 * @param request what is asked for
 * @param promptTokens as estimated
 * @param outputTokens as expected
 */
public record OpenedRequest(
        String id,
        Instant occurredAt,
        String node,
        long catalogVersion,
        Caller caller,
        Request request,
        long promptTokens,
        long outputTokens) {}
