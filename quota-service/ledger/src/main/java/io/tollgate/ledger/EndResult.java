package io.tollgate.ledger;

/** What became of a command that ends a reservation. */
public enum EndResult {
    /** This command ended it. */
    ENDED,
    /** It had been settled, released or expired before, or never existed; nothing changed. */
    ALREADY_ENDED
}
