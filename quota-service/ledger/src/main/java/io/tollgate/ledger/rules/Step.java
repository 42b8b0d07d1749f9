package io.tollgate.ledger.rules;

/**
 * What a command did.
 *
 * @param after the state it left
 * @param result what the caller is told
 */
public record Step<R>(Account after, R result) {}
