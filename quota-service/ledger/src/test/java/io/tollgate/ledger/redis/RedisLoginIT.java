package io.tollgate.ledger.redis;

import static io.tollgate.ledger.LedgerContract.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.stack.servers.RedisServer;
import io.tollgate.stack.servers.TestServers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisLoginIT {

    private static final Logger LOG = Logger.getLogger(RedisConnection.class.getName());

    private final List<LogRecord> logged = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.add(record);
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };
    private RedisServer server;

    @BeforeEach
    void start() {
        server = RedisServer.start(TestServers.directory("login"));
        RawRedis.call(server, "CONFIG SET requirepass right-secret");
        handler.setLevel(Level.ALL);
        LOG.addHandler(handler);
    }

    @AfterEach
    void stop() {
        LOG.removeHandler(handler);
        server.kill();
    }

    @Test
    void shouldLogIn() {
        try (var connection = RedisConnection.open("redis://:right-secret@127.0.0.1:" + server.port())) {
            await(connection.client());
            assertThat(connection.connected()).isTrue();
        }
    }

    @Test
    void shouldNotRepeatAWrongPassword() {
        try (var connection = RedisConnection.open("redis://:wrong-secret@127.0.0.1:" + server.port())) {
            await().until(() -> logged.stream().anyMatch(record -> Level.WARNING.equals(record.getLevel())));
            assertThat(connection.connected()).isFalse();
        }
        assertThat(logged).allSatisfy(record -> {
            assertThat(record.getMessage()).doesNotContain("wrong-secret");
            assertThat(record.getThrown()).isNull();
        });
    }
}
