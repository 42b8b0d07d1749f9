package io.tollgate.ledger;

/**
 * What an allowance held when a command had been carried out.
 *
 * @param allowance the rule
 * @param available whole units that could be taken now; negative in debt, then rounded away from zero
 * @param resetMillis until it is full again if nothing more is taken, rounded up: for a bucket its refill, for a quota the
 *     rest of the period, for slots 0
 */
public record Level(Allowance allowance, long available, long resetMillis) {}
