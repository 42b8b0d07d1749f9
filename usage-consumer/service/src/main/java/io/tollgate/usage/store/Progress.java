package io.tollgate.usage.store;

/**
 * How far a partition has been read.
 *
 * @param nextOffset the first offset that has not been
 * @param ingested events that were new
 * @param duplicates events that were not
 * @param deadLetters records that were put aside
 */
public record Progress(long nextOffset, long ingested, long duplicates, long deadLetters) {}
