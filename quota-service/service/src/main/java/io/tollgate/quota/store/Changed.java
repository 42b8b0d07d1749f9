package io.tollgate.quota.store;

/**
 * The outcome of a change.
 *
 * @param result what the change's work returned
 * @param version the catalog's version afterwards; the same as before when nothing differed
 */
public record Changed<R>(R result, long version) {}
