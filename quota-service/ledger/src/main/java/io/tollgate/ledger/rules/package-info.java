/**
 * The rules, pure: {@code (state, now, command) -> (state, result)}. No clock, no store, no thread. The scripts below
 * {@code resources/redis} say the same in Lua; whoever changes one changes both, or the contract test fails.
 */
package io.tollgate.ledger.rules;
