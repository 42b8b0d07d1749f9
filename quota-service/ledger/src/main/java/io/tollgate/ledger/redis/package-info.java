/**
 * The ledger on Redis: one script call per command, Redis server time, all keys of an account in one hash slot. The
 * scripts are {@code /redis/*.lua}; a change of what a script does, or of what it stores, is a new version of its name, so
 * that nodes of two versions can run side by side only while both understand what is stored.
 *
 * <p>Every failure is a {@link io.tollgate.ledger.LedgerUnavailableException} within about 100 ms (the response timeout of
 * {@link io.tollgate.ledger.redis.RedisConnection}), at once while Redis is away or frozen. Stages complete on a Redisson
 * thread.
 */
package io.tollgate.ledger.redis;
