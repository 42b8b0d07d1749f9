package io.tollgate.gateway.routing.breaker;

/** What a breaker lets through. */
public enum BreakerState {
    /** Everything. */
    CLOSED("closed"),
    /** Nothing. */
    OPEN("open"),
    /** One call of one node. */
    HALF_OPEN("half-open");

    private final String wireName;

    BreakerState(String wireName) {
        this.wireName = wireName;
    }

    /** The name in what nodes tell each other. */
    public String wireName() {
        return wireName;
    }
}
