/**
 * When a deployment is left alone: by its own wish, or because it fails. What a node decides it tells the others; who tries again
 * decides a ticket, so that it is one call in the cluster. Everything is thread-safe and never waits.
 */
package io.tollgate.gateway.routing.breaker;
