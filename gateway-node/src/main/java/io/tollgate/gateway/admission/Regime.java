package io.tollgate.gateway.admission;

/** By what authority a request was admitted. */
public enum Regime {
    /** No limit applies to it. */
    UNLIMITED,
    /** Its own reservation in the shared ledger. */
    EXACT,
    /** A block that this node holds of every limit that applies. */
    LEASE,
    /** This node alone, since the ledger could not be asked. */
    DEGRADED;

    /** The value of the metric label {@code regime}. */
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
