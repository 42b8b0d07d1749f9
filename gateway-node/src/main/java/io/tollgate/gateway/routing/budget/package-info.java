/** How many of a route's recent requests may be tried again, or get company. */
package io.tollgate.gateway.routing.budget;
