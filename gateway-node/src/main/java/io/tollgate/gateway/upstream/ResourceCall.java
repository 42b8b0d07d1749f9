package io.tollgate.gateway.upstream;

import io.tollgate.catalog.Deployment;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * What to ask of a backend about something that it remembers.
 *
 * @param deployment whose backend it is
 * @param method of HTTP
 * @param path the end of the URL's path, the same in every path family
 * @param query without {@code api-version}; empty for none
 * @param callerHeaders as received; {@link HeaderPolicy} decides what goes on
 * @param body as received
 * @param connectMillis for a connection, waiting for a free one included
 */
public record ResourceCall(
        Deployment deployment,
        String method,
        String path,
        String query,
        MultiMap callerHeaders,
        Buffer body,
        long connectMillis) {}
