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
        return Map.of(
                "tollgate.postgres.url",
                TestServers.postgres().url(),
                "tollgate.redis.url",
                TestServers.redis().url(),
                "tollgate.admin.key",
                ADMIN_KEY,
                "tollgate.backends.allowed",
                "127.0.0.0/8,::1",
                "tollgate.publication.published-wait",
                "PT3S",
                "tollgate.publication.applied-wait",
                "PT1S",
                "tollgate.expiry.interval",
                "PT0.2S",
                "quarkus.http.test-port",
                "0");
    }

    @Override
    public void stop() {
        // The servers end with the JVM.
    }
}
