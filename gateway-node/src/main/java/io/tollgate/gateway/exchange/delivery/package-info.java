/** An answer's way to the caller, from its first byte on. */
package io.tollgate.gateway.exchange.delivery;
