package io.tollgate.catalog.backend;

/** What a backend does when the connection or the stream of a call is closed before its answer is whole. */
public enum OnCancel {
    /** It stops generating. */
    STOPS("stops"),
    /** It generates the rest for nobody, and charges for it. */
    CONTINUES("continues"),
    /** Nobody has found out. */
    UNKNOWN("unknown");

    private final String wireName;

    OnCancel(String wireName) {
        this.wireName = wireName;
    }

    /** The name in documents. */
    public String wireName() {
        return wireName;
    }
}
