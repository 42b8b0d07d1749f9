/** Sums of events by hour, series and rate card. */
package io.tollgate.usage.store.rollup;
