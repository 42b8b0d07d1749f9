package io.tollgate.quota.config;

import java.time.Duration;

/**
 * How the catalog is published.
 *
 * @param pollInterval how often the versions in PostgreSQL and Redis are compared
 * @param publishedWait how long an administrator's call waits for publication
 * @param appliedWait how long it waits for the nodes when asked to
 */
public record PublicationSettings(Duration pollInterval, Duration publishedWait, Duration appliedWait) {}
