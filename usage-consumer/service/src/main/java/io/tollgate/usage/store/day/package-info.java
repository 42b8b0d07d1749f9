/** The partitions of events, one for each UTC day. */
package io.tollgate.usage.store.day;
