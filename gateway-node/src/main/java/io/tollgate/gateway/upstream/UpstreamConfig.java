package io.tollgate.gateway.upstream;

import java.time.Duration;

/**
 * Bounds on calls to backends.
 *
 * @param connectTimeout for a connection, waiting for a free one included
 * @param idleTimeout without a byte from the backend, before its head and after it
 * @param maxConnectionsPerLoop open connections per backend and event loop
 * @param maxWaitingPerLoop calls that may wait for a connection; more fail at once
 * @param keepAliveSeconds how long an idle connection is kept
 */
public record UpstreamConfig(
        Duration connectTimeout,
        Duration idleTimeout,
        int maxConnectionsPerLoop,
        int maxWaitingPerLoop,
        int keepAliveSeconds) {}
