/**
 * Reads JSON that comes in pieces, with bounded memory. A parser of the library kind keeps every string whole, and answers
 * hold strings without bound.
 */
package io.tollgate.gateway.metering.json;
