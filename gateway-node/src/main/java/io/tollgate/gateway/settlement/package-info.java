/** Ends reservations: with what was used, or with nothing; and keeps those alive that are still in flight. */
package io.tollgate.gateway.settlement;
