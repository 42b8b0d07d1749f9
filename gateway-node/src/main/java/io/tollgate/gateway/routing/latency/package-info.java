/** How fast deployments answer, learned from the traffic itself and forgotten within seconds. */
package io.tollgate.gateway.routing.latency;
