package io.tollgate.catalog;

/** What a {@link Limit} counts. */
public enum LimitKind {
    /** Input plus output tokens. */
    TOKENS_PER_MINUTE("tokens-per-minute"),
    /** Requests that were let through. */
    REQUESTS_PER_MINUTE("requests-per-minute");

    private final String wireName;

    LimitKind(String wireName) {
        this.wireName = wireName;
    }

    /** The name in JSON, headers and error messages. */
    public String wireName() {
        return wireName;
    }
}
