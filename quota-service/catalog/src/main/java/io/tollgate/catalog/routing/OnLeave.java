package io.tollgate.catalog.routing;

/** What becomes of a stream whose caller has left. */
public enum OnLeave {
    /** It is given up, but for a small share from which is learned what nobody sees of a stream. */
    CANCEL("cancel"),
    /** It is read to its end, and its caller pays for all of it. */
    DRAIN("drain");

    private final String wireName;

    OnLeave(String wireName) {
        this.wireName = wireName;
    }

    /** The name in documents. */
    public String wireName() {
        return wireName;
    }
}
