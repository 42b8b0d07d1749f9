package io.tollgate.quota.publication;

/**
 * A record on its way to Redis.
 *
 * @param key where it stands
 * @param json what stands there
 * @param version the catalog version that it was read at
 * @param secondsToLive after which it vanishes; 0 for never
 */
record PublishedRecord(String key, String json, long version, long secondsToLive) {}
