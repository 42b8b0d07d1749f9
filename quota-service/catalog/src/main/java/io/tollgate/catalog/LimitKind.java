package io.tollgate.catalog;

/** What a {@link Limit} counts. */
public enum LimitKind {
    /** Input plus output tokens, refilled continuously. */
    TOKENS_PER_MINUTE("tokens-per-minute"),
    /** Requests that were let through, refilled continuously. */
    REQUESTS_PER_MINUTE("requests-per-minute"),
    /** Requests in flight at one time. */
    CONCURRENT_REQUESTS("concurrent-requests"),
    /** Input plus output tokens in a calendar period. */
    TOKEN_QUOTA("token-quota"),
    /** What the tokens of a calendar period cost, in nano-units of the rate cards' currency. */
    MONEY_BUDGET("money-budget");

    private final String wireName;

    LimitKind(String wireName) {
        this.wireName = wireName;
    }

    /** The name in JSON, headers and error messages. */
    public String wireName() {
        return wireName;
    }

    /** Whether it refills continuously and so has a burst. */
    public boolean isRate() {
        return this == TOKENS_PER_MINUTE || this == REQUESTS_PER_MINUTE;
    }

    /** Whether it counts within a calendar period. */
    public boolean isPeriodic() {
        return this == TOKEN_QUOTA || this == MONEY_BUDGET;
    }

    /** Whether it counts tokens. */
    public boolean countsTokens() {
        return this == TOKENS_PER_MINUTE || this == TOKEN_QUOTA;
    }
}
