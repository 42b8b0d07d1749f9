/** Which deployments to try, in which order, and what is known of their room. */
package io.tollgate.gateway.routing;
