package io.tollgate.gateway.admission.estimate;

/**
 * How much a request may produce.
 *
 * @param expectedTokens what it will hardly exceed
 * @param upperBoundTokens what it cannot exceed
 */
public record ExpectedOutput(long expectedTokens, long upperBoundTokens) {}
