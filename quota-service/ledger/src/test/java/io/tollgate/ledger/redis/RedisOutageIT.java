package io.tollgate.ledger.redis;

import static io.tollgate.ledger.LedgerContract.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.LedgerUnavailableException;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.stack.process.Ports;
import io.tollgate.stack.servers.RedisServer;
import io.tollgate.stack.servers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Redis that is frozen, killed, forgetful or not there yet. */
class RedisOutageIT {

    private static final Bucket BUCKET = new Bucket("tokens", 1, 1_000_000);
    /** The response timeout of 100 ms and what a machine adds that is busy with other builds. */
    private static final Duration DEADLINE = Duration.ofMillis(400);

    private final AtomicInteger ids = new AtomicInteger();
    private RedisServer server;
    private RedisConnection connection;

    @AfterEach
    void stop() {
        connection.close();
        if (server != null) {
            server.kill();
        }
    }

    @Test
    void shouldFailInTimeWhileRedisIsFrozenAndWorkAfterwards() {
        RedisLedger ledger = hasty();
        reserveUntilGranted(ledger, "before");

        server.freeze();
        List<Duration> waits =
                IntStream.range(0, 30).mapToObj(i -> failing(ledger)).toList();
        server.thaw();

        assertThat(waits).allMatch(wait -> wait.compareTo(DEADLINE) < 0, "within " + DEADLINE);
        assertThat(waits.subList(10, waits.size()))
                .as("refused at once, without a probe among them")
                .allMatch(wait -> wait.compareTo(Duration.ofMillis(25)) < 0);
        reserveUntilGranted(ledger, "after");
    }

    @Test
    void shouldRefuseAtOnceWhatIsTooMuchToWait() {
        RedisLedger ledger = patient(
                new RedisLedgerConfig(10, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10)));
        await(reserve(ledger));

        server.freeze();
        List<CompletableFuture<ReserveResult>> calls = IntStream.range(0, 50)
                .mapToObj(i -> reserve(ledger).toCompletableFuture())
                .toList();
        long refused = calls.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .count();
        assertThat(refused).isEqualTo(40);
        await().until(() -> calls.stream().allMatch(CompletableFuture::isCompletedExceptionally));
        server.thaw();

        reserveUntilGranted(ledger, "after");
        assertThat(calls).allSatisfy(call -> assertThatThrownBy(call::join)
                .hasCauseInstanceOf(LedgerUnavailableException.class));
    }

    @Test
    void shouldSendAScriptAgainThatRedisHasForgotten() {
        RedisLedger ledger = patient(RedisLedgerConfig.DEFAULT);
        await(reserve(ledger));

        RawRedis.call(server, "SCRIPT FLUSH");

        assertThat(await(reserve(ledger))).isInstanceOf(ReserveResult.Granted.class);
        assertThat(await(ledger.inspect("contoso", List.of(BUCKET))).openReservations())
                .isEqualTo(2);
    }

    @Test
    void shouldFailInTimeWhileRedisIsDeadAndGoOnWithWhatItKept() {
        RedisLedger ledger = hasty();
        reserveUntilGranted(ledger, "before");

        server.kill();
        List<Duration> waits =
                IntStream.range(0, 30).mapToObj(i -> failing(ledger)).toList();
        server.restart();

        assertThat(waits).allMatch(wait -> wait.compareTo(DEADLINE) < 0, "within " + DEADLINE);
        reserveUntilGranted(ledger, "after");
        assertThat(await(ledger.inspect("contoso", List.of(BUCKET))).openReservations())
                .isEqualTo(2);
    }

    @Test
    void shouldStartBeforeRedisDoes() {
        int port = Ports.free();
        connection = RedisConnection.open("redis://127.0.0.1:" + port);
        RedisLedger ledger = new RedisLedger(connection, RedisLedgerConfig.DEFAULT, System::nanoTime);

        assertThat(failing(ledger)).isLessThan(DEADLINE);
        assertThat(connection.connected()).isFalse();

        server = RedisServer.start(TestServers.directory("late"), port);
        reserveUntilGranted(ledger, "after");
        assertThat(connection.connected()).isTrue();
    }

    @Test
    void shouldTellTheTimeOfRedis() {
        patient(RedisLedgerConfig.DEFAULT);
        long before = System.currentTimeMillis();

        long told = await(connection.serverMillis());

        assertThat(told).isBetween(before - 1, System.currentTimeMillis() + 1);
        connection.close();
        connection = RedisConnection.open("redis://127.0.0.1:" + Ports.free());
        assertThatThrownBy(() -> await(connection.serverMillis())).hasCauseInstanceOf(LedgerUnavailableException.class);
    }

    @Test
    void shouldFailAfterClose() {
        RedisLedger ledger = patient(RedisLedgerConfig.DEFAULT);
        await(reserve(ledger));

        connection.close();

        assertThat(failing(ledger)).isLessThan(DEADLINE);
    }

    @Test
    void shouldBlameOneAccountForItsBrokenData() {
        RedisLedger ledger = patient(RedisLedgerConfig.DEFAULT);
        RawRedis.call(server, "SET tollgate:{broken}:ledger x");

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> await(ledger.release("broken", new ReservationId("a"))))
                    .hasCauseInstanceOf(LedgerUnavailableException.class);
        }
        assertThat(await(reserve(ledger))).isInstanceOf(ReserveResult.Granted.class);
    }

    private RedisLedger hasty() {
        server = RedisServer.start(TestServers.directory("outage"));
        connection = RedisConnection.open(server.url());
        await(connection.client());
        return new RedisLedger(connection, RedisLedgerConfig.DEFAULT, System::nanoTime);
    }

    private RedisLedger patient(RedisLedgerConfig config) {
        server = RedisServer.start(TestServers.directory("outage"));
        connection = RedisConnection.open(server.url(), Duration.ofSeconds(2));
        await(connection.client());
        return new RedisLedger(connection, config, System::nanoTime);
    }

    /** Sends the same id again and again, as a caller may that got no answer. */
    private static void reserveUntilGranted(RedisLedger ledger, String id) {
        await().atMost(Duration.ofSeconds(5))
                .ignoreException(CompletionException.class)
                .until(() -> await(reserve(ledger, id)) instanceof ReserveResult.Granted);
    }

    private CompletionStage<ReserveResult> reserve(RedisLedger ledger) {
        return reserve(ledger, "r" + ids.incrementAndGet());
    }

    private static CompletionStage<ReserveResult> reserve(RedisLedger ledger, String id) {
        return ledger.reserve(
                new Reservation("contoso", new ReservationId(id), List.of(new Debit(BUCKET, 1)), Duration.ofHours(1)));
    }

    private Duration failing(RedisLedger ledger) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> await(ledger.inspect("contoso", List.of(BUCKET))))
                .hasCauseInstanceOf(LedgerUnavailableException.class);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
