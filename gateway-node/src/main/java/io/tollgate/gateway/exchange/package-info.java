/**
 * The straight line. {@link io.tollgate.gateway.exchange.InferenceExchange} composes the stages and owns the attempt
 * loop, cancellation and the rule that every request finishes exactly once. Everything about one request happens on one
 * event loop.
 */
package io.tollgate.gateway.exchange;
