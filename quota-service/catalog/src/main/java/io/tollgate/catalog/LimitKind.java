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

    /**
     * The ledger bucket of a tenant's limit, for example {@code tenant:tokens-per-minute}; the account is the tenant's id.
     * The gateway node, which reserves, and the quota service, which looks on, must say the same.
     */
    public String tenantBucket() {
        return "tenant:" + wireName;
    }

    /** The ledger bucket of a key's limit, within the tenant's account: {@code key:web-1:tokens-per-minute}. */
    public String keyBucket(String keyId) {
        return "key:" + keyId + ":" + wireName;
    }
}
