package io.tollgate.gateway.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tollgate.stack.servers.TestServers;
import java.util.Map;

/** Points the node under test at a real Redis and a real Kafka, and makes its deadlines short enough to be seen. */
public final class RealServers implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "tollgate.redis-url", TestServers.redis().url(),
                "tollgate.kafka-bootstrap-servers", TestServers.kafka().bootstrapServers(),
                "tollgate.node-name", "node-under-test",
                "tollgate.limits.max-body-bytes", "100000",
                "tollgate.limits.body-timeout", "500ms",
                "tollgate.upstream.connect-timeout", "500ms",
                "tollgate.upstream.idle-timeout", "1s",
                "quarkus.http.test-port", "0");
    }

    @Override
    public void stop() {
        // The servers are shared and end with the JVM.
    }
}
