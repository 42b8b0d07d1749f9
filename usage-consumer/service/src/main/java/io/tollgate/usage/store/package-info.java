/**
 * What is kept: events, dead letters and offsets, all written in one transaction, so that after any crash the offset of a
 * partition and the rows that came from it agree.
 */
package io.tollgate.usage.store;
