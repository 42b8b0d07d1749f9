package io.tollgate.catalog;

/** What a limit does while the shared ledger cannot be asked. */
public enum WhenUnavailable {
    /** Refuses, and says when to try again. */
    CLOSED,
    /** Each live node admits its equal part of the limit. */
    LOCAL_SHARE,
    /** Admits; what was admitted is charged when the ledger is back. */
    OPEN
}
