package io.tollgate.stack.state;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What must stay the same from run to run, because only hashes of it are stored elsewhere.
 *
 * @param admin opens the admin API
 * @param backend opens the simulators
 * @param tenants a key per tenant
 */
public record Secrets(String admin, String backend, Map<String, TenantKey> tenants) {

    private static final int BYTES = 24;

    public Secrets {
        tenants = tenants == null ? Map.of() : Map.copyOf(tenants);
    }

    /** A tenant's key and the identifier by which the quota service knows it. */
    public record TenantKey(String id, String key) {
        @Override
        public String toString() {
            return id;
        }
    }

    /** New random secrets, and no tenant keys yet. */
    public static Secrets drawn() {
        return new Secrets("tga-" + random(), "sim-" + random(), Map.of());
    }

    /** The same with another key for {@code tenant}. */
    public Secrets with(String tenant, TenantKey key) {
        var more = new LinkedHashMap<>(tenants);
        more.put(tenant, key);
        return new Secrets(admin, backend, more);
    }

    /** The key of {@code tenant}, when there is one. */
    public Optional<TenantKey> of(String tenant) {
        return Optional.ofNullable(tenants.get(tenant));
    }

    private static String random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "Secrets[" + tenants.keySet() + "]";
    }
}
