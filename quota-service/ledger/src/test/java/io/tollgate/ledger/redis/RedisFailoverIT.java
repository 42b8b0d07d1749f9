package io.tollgate.ledger.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.LedgerContract;
import io.tollgate.ledger.LedgerUnavailableException;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.Usage;
import io.tollgate.stack.process.Ports;
import io.tollgate.stack.servers.RedisServer;
import io.tollgate.stack.servers.SentinelServer;
import io.tollgate.stack.servers.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loss of a master in the middle of reservations and settlements. */
class RedisFailoverIT {

    private static final Bucket BUCKET = new Bucket("tokens", 1, 1_000_000);
    private static final int CALLERS = 8;
    private static final Duration RETURN = Duration.ofSeconds(10);

    private final List<RedisServer> servers = new ArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger settled = new AtomicInteger();
    private final Set<Class<?>> failures = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private SentinelServer sentinel;
    private RedisConnection connection;
    private Ledger ledger;

    @AfterEach
    void stop() {
        stopped.set(true);
        callers.shutdownNow();
        connection.close();
        servers.forEach(RedisServer::kill);
        if (sentinel != null) {
            sentinel.kill();
        }
    }

    @Test
    void shouldGoOnWithTheReplicaThatSentinelChooses() {
        RedisServer master = started(RedisServer.start(TestServers.directory("master")));
        RedisServer replica = started(RedisServer.startReplica(TestServers.directory("replica"), master));
        await().atMost(RETURN)
                .until(() -> RawRedis.call(replica, "INFO replication").contains("master_link_status:up"));
        sentinel = SentinelServer.start(TestServers.directory("sentinel"), master);
        await().atMost(RETURN)
                .until(() -> RawRedis.call(master, "INFO replication").contains("connected_slaves:1"));
        run(sentinel.url());

        master.kill();

        awaitReturn();
        assertThat(RawRedis.call(replica, "ROLE")).contains("master");
        finish();
    }

    @Test
    void shouldGoOnWithAClusterWhoseNodeWasKilledAndStartedAgain() {
        RedisServer node = started(RedisServer.start(
                TestServers.directory("cluster-node"),
                0,
                "--cluster-enabled",
                "yes",
                "--cluster-port",
                Integer.toString(Ports.free()),
                "--cluster-announce-ip",
                "127.0.0.1",
                "--cluster-node-timeout",
                "500"));
        RawRedis.call(node, "CLUSTER ADDSLOTSRANGE 0 16383");
        await().until(() -> RawRedis.call(node, "CLUSTER INFO").contains("cluster_state:ok"));
        run("redis-cluster://127.0.0.1:" + node.port());

        node.kill();
        node.restart();

        awaitReturn();
        finish();
    }

    private RedisServer started(RedisServer server) {
        servers.add(server);
        return server;
    }

    /** Reserves and settles without a pause, each command again under its id until there is an answer. */
    private void run(String url) {
        connection = RedisConnection.open(url, Duration.ofMillis(250));
        LedgerContract.await(connection.client());
        ledger = new RedisLedger(connection, RedisLedgerConfig.DEFAULT, System::nanoTime);
        for (int i = 0; i < CALLERS; i++) {
            callers.execute(() -> {
                while (!stopped.get()) {
                    once();
                }
            });
        }
        await().atMost(RETURN).until(() -> settled.get() > 200);
    }

    private void once() {
        var id = new ReservationId("r" + ids.incrementAndGet());
        var reservation = new Reservation("contoso", id, List.of(new Debit(BUCKET, 2)), Duration.ofHours(1));
        while (!stopped.get()) {
            try {
                ReserveResult result = LedgerContract.await(ledger.reserve(reservation));
                Ledger.EndResult end = result instanceof ReserveResult.Granted
                        ? LedgerContract.await(ledger.settle("contoso", id, List.of(new Usage(BUCKET, 1))))
                        : Ledger.EndResult.ENDED;
                settled.addAndGet(end == Ledger.EndResult.ENDED ? 1 : 0);
                return;
            } catch (CompletionException failure) {
                failures.add(failure.getCause().getClass());
            }
        }
    }

    private void awaitReturn() {
        int before = settled.get();
        await().atMost(RETURN).until(() -> settled.get() > before + 500);
        assertThat(failures).containsOnly(LedgerUnavailableException.class);
    }

    private void finish() {
        stopped.set(true);
        callers.close();
        await().atMost(RETURN).ignoreException(CompletionException.class).untilAsserted(() -> {
            var state = LedgerContract.await(ledger.inspect("contoso", List.of(BUCKET)));
            // What was under way when the test ended is open; a settlement whose answer was lost is not charged twice.
            assertThat(state.openReservations()).isLessThanOrEqualTo(CALLERS);
            assertThat(state.levels().getFirst().available()).isGreaterThanOrEqualTo(1_000_000 - 2L * ids.get());
        });
    }
}
