/**
 * The straight line. {@link io.tollgate.gateway.exchange.InferenceExchange} composes the stages and owns cancellation
 * and the rule that every request finishes exactly once; {@code attempt} has the attempts, {@code delivery} the answer's way
 * to the caller. Everything about one request happens on one event loop.
 */
package io.tollgate.gateway.exchange;
