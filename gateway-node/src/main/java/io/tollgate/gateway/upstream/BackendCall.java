package io.tollgate.gateway.upstream;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Operation;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * What to send to a deployment.
 *
 * @param deployment where to
 * @param operation what is asked
 * @param callerHeaders as received; {@link HeaderPolicy} decides what goes on
 * @param body as the backend is to receive it
 * @param connectMillis for a connection, waiting for a free one included
 */
public record BackendCall(
        Deployment deployment, Operation operation, MultiMap callerHeaders, Buffer body, long connectMillis) {}
