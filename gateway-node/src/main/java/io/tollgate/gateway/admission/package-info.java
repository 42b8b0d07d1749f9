/** Estimates what a request will use and reserves it from every limit that applies, in one step. */
package io.tollgate.gateway.admission;
