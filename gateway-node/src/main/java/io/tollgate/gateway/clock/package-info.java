/** The time of day that the nodes have in common. */
package io.tollgate.gateway.clock;
