package io.tollgate.scenarios.stand;

/**
 * A tenant made for one test, with one key.
 *
 * @param id the tenant's id
 * @param keyId the key's public id
 * @param key the key
 */
public record Tenant(String id, String keyId, String key) {

    /** Names the tenant only. */
    @Override
    public String toString() {
        return id;
    }
}
