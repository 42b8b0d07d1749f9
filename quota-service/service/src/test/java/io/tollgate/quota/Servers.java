package io.tollgate.quota;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tollgate.stack.servers.TestServers;
import java.util.Map;

/** The service under test works on a real PostgreSQL and a real Redis. */
public class Servers implements QuarkusTestResourceLifecycleManager {

    /** The administrator's key in tests. */
    public static final String ADMIN_KEY = "the-administrators-key-in-tests";

    @Override
    public Map<String, String> start() {
        return Map.ofEntries(
                Map.entry("tollgate.postgres.url", TestServers.postgres().url()),
                Map.entry("tollgate.redis.url", TestServers.redis().url()),
                Map.entry("tollgate.admin.key", ADMIN_KEY),
                Map.entry("tollgate.backends.allowed", "127.0.0.0/8,::1"),
                Map.entry("tollgate.credentials.env-prefix", "PTU_,K"),
                Map.entry("tollgate.credentials.directory", "/run/secrets,/etc/tollgate"),
                Map.entry("tollgate.publication.published-wait", "PT3S"),
                Map.entry("tollgate.publication.applied-wait", "PT1S"),
                Map.entry("tollgate.expiry.interval", "PT0.2S"),
                Map.entry("quarkus.http.test-port", "0"));
    }

    @Override
    public void stop() {
        // The servers end with the JVM.
    }
}
