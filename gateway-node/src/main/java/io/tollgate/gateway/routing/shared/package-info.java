/** What nodes tell each other through Redis. Without it each knows what it has seen itself. Nothing here is on a request's path. */
package io.tollgate.gateway.routing.shared;
