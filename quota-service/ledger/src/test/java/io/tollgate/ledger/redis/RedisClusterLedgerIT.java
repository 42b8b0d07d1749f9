package io.tollgate.ledger.redis;

import io.tollgate.stack.process.Ports;
import io.tollgate.stack.servers.RedisServer;
import io.tollgate.stack.servers.TestServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** One node with all slots: every key of a script must lie in one of them. */
class RedisClusterLedgerIT extends RedisLedgerContract {

    private static RedisServer server;
    private static RedisConnection connection;

    RedisClusterLedgerIT() {
        super(connection);
    }

    @BeforeAll
    static void start() {
        server = RedisServer.start(
                TestServers.directory("redis-cluster"),
                0,
                "--cluster-enabled",
                "yes",
                "--cluster-port",
                Integer.toString(Ports.free()),
                "--cluster-announce-ip",
                "127.0.0.1",
                "--cluster-node-timeout",
                "500");
        RawRedis.call(server, "CLUSTER ADDSLOTSRANGE 0 16383");
        Awaitility.await().until(() -> RawRedis.call(server, "CLUSTER INFO").contains("cluster_state:ok"));
        connection = Patient.connection("redis-cluster://127.0.0.1:" + server.port());
    }

    @AfterAll
    static void stop() {
        connection.close();
        server.kill();
    }
}
