package io.tollgate.usage.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where rate cards come from.
 *
 * @param quotaServiceUrl the quota service's base URL; without one the cards in the store stay as they are
 * @param interval between two questions
 * @param secondLook after a change of cards: when no consumer writes any more what it has priced by those before
 */
public record PriceFeedConfig(Optional<URI> quotaServiceUrl, Duration interval, Duration secondLook) {}
