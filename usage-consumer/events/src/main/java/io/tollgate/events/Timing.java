package io.tollgate.events;

/**
 * How long a request took, from the receipt of its head.
 *
 * @param firstTokenMillis until the first byte of the answer's body was passed on; -1 when there was none
 * @param totalMillis until the end
 */
public record Timing(long firstTokenMillis, long totalMillis) {}
