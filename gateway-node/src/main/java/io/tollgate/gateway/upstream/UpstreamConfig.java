package io.tollgate.gateway.upstream;

/**
 * Bounds on calls to backends.
 *
 * @param maxConnectionsPerLoop open connections per backend and event loop
 * @param maxWaitingPerLoop calls that may wait for a connection; more fail at once
 * @param keepAliveSeconds how long an idle connection is kept
 */
public record UpstreamConfig(int maxConnectionsPerLoop, int maxWaitingPerLoop, int keepAliveSeconds) {}
