package io.tollgate.gateway.upstream;

/**
 * Bounds on calls to backends, where neither a route nor a deployment says otherwise.
 *
 * @param maxConnectionsPerLoop open connections per deployment and event loop
 * @param maxHttp2ConnectionsPerLoop the same for HTTP/2, where a connection carries many calls
 * @param maxWaitingPerLoop calls that may wait for a connection to a deployment; more fail at once
 * @param keepAliveSeconds how long an idle connection is kept
 */
public record UpstreamConfig(
        int maxConnectionsPerLoop, int maxHttp2ConnectionsPerLoop, int maxWaitingPerLoop, int keepAliveSeconds) {}
