package io.tollgate.gateway.outage;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tollgate.stack.servers.RedisServer;
import io.tollgate.stack.servers.TestServers;
import java.util.Map;

/** A Redis for one test class to break, which forgets everything when it is killed. */
public final class OwnRedis implements QuarkusTestResourceLifecycleManager {

    private static RedisServer server;

    static RedisServer server() {
        return server;
    }

    @Override
    public Map<String, String> start() {
        server = RedisServer.start(
                TestServers.directory("outage"), 0, "--appendonly", "no", "--enable-debug-command", "local");
        return Map.of(
                "tollgate.redis-url",
                server.url(),
                "tollgate.kafka-bootstrap-servers",
                TestServers.kafka().bootstrapServers(),
                "tollgate.node-name",
                "node-in-an-outage",
                "quarkus.http.test-port",
                "0");
    }

    @Override
    public void stop() {
        server.kill();
    }
}
