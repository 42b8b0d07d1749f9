package io.tollgate.catalog;

import java.util.Locale;

/** What a limit does while the shared ledger cannot be asked. */
public enum WhenUnavailable {
    /** Refuses, and says when to try again. */
    CLOSED,
    /** Each live node admits its equal part of the limit. */
    LOCAL_SHARE,
    /** Admits; what was admitted is charged when the ledger is back. */
    OPEN;

    /** The name in JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
