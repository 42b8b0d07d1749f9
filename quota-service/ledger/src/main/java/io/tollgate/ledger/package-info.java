/**
 * What is counted. A request <em>reserves</em> what it will probably use from every limit that applies, all or nothing;
 * it <em>settles</em> with what it did use, or <em>releases</em>; a reservation whose node has died <em>expires</em>.
 *
 * <p>The rules are pure: {@code (state, now, command) -> (state, result)} in
 * {@code io.tollgate.ledger.rules}. They stand a second time in the Lua scripts that {@code io.tollgate.ledger.redis} runs; one contract test runs both. All
 * amounts are integers. Time is Redis server time in milliseconds, never a node's.
 */
package io.tollgate.ledger;
