package io.tollgate.quota.store;

/**
 * A record as it stands in the store.
 *
 * @param value the record
 * @param version the catalog version of its last change
 * @param deleted whether it is only remembered
 */
public record Stored<T>(T value, long version, boolean deleted) {}
