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
 * @param connectMillis for a connection, waiting for a free one included; 0 for what the node's settings say
 * @param idleMillis without a byte from the backend; 0 for what the node's settings say
 */
public record BackendCall(
        Deployment deployment,
        Operation operation,
        MultiMap callerHeaders,
        Buffer body,
        long connectMillis,
        long idleMillis) {

    /** With the deadlines of the node's settings. */
    public BackendCall(Deployment deployment, Operation operation, MultiMap callerHeaders, Buffer body) {
        this(deployment, operation, callerHeaders, body, 0, 0);
    }
}
