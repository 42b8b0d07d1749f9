/** Small calls to deployments that have no traffic, so that it is known how fast they are. */
package io.tollgate.gateway.routing.probe;
