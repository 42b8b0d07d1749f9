package io.tollgate.gateway.ingress;

import java.time.Duration;

/**
 * Bounds on what callers may send and how slowly they may do it.
 *
 * @param maxBodyBytes a larger body is refused with 413
 * @param bodyMemoryBytes what bodies in flight may have together
 * @param bodyTimeout for the whole body, from the receipt of the head
 * @param stallTimeout how long a caller may leave an answer unread
 * @param totalTimeout for the whole request
 * @param userHeader names the end user where the body does not
 * @param sessionHeader says which requests belong together
 */
public record IngressConfig(
        long maxBodyBytes,
        long bodyMemoryBytes,
        Duration bodyTimeout,
        Duration stallTimeout,
        Duration totalTimeout,
        String userHeader,
        String sessionHeader) {}
