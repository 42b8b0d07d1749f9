package io.tollgate.gateway.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tollgate.stack.servers.TestServers;
import java.nio.file.Path;
import java.util.Map;

/** Points the node under test at a real Redis and a real Kafka, and makes its deadlines short enough to be seen. */
public final class RealServers implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.ofEntries(
                Map.entry("tollgate.redis-url", TestServers.redis().url()),
                Map.entry(
                        "tollgate.kafka-bootstrap-servers", TestServers.kafka().bootstrapServers()),
                Map.entry("tollgate.node-name", "node-under-test"),
                Map.entry("tollgate.backends-allowed", "127.0.0.0/8,::1"),
                Map.entry(
                        "tollgate.credentials.directory",
                        Path.of("target").toAbsolutePath().toString()),
                Map.entry("tollgate.limits.max-body-bytes", "100000"),
                Map.entry("tollgate.limits.body-timeout", "500ms"),
                Map.entry("quarkus.http.test-port", "0"),
                Map.entry("tollgate.limits.stall-timeout", "500ms"));
    }

    @Override
    public void stop() {
        // The servers are shared and end with the JVM.
    }
}
