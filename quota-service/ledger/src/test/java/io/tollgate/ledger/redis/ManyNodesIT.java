package io.tollgate.ledger.redis;

import static io.tollgate.ledger.LedgerContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Ledger.AccountState;
import io.tollgate.ledger.Ledger.EndResult;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several nodes, each with a connection of its own, on one account; production scripts, server time. */
class ManyNodesIT {

    private static final int CALLERS = 50;
    private static final int CALLS = 40;

    private final String account = UUID.randomUUID().toString();
    private final List<RedisConnection> connections =
            Stream.generate(Patient::connection).limit(3).toList();
    private final List<RedisLedger> nodes = connections.stream()
            .peek(connection -> await(connection.client()))
            .map(connection -> new RedisLedger(connection, RedisLedgerConfig.DEFAULT, System::nanoTime))
            .toList();

    @AfterEach
    void disconnect() {
        connections.forEach(RedisConnection::close);
    }

    @Test
    void shouldNotGrantMoreThanCapacityAndRefill() throws Exception {
        Bucket bucket = new Bucket("tokens", 60_000, 1_000);
        long start = System.nanoTime();

        List<Long> granted = race(caller -> reserveAll(caller, bucket));

        long elapsedMillis = (System.nanoTime() - start) / 1_000_000 + 1;
        long sum = granted.stream().mapToLong(Long::longValue).sum();
        assertThat(sum).isLessThanOrEqualTo(bucket.capacity() + elapsedMillis * bucket.perMinute() / 60_000);
        assertThat(sum).isGreaterThan(bucket.capacity() - 50);
    }

    @Test
    void shouldHoldExactlyCapacityLessUsageWhenAllHaveEnded() throws Exception {
        // One token a minute: what is refilled during the test stays below one.
        Bucket bucket = new Bucket("tokens", 1, 10_000_000);
        // Far from full, so that all that is given back finds room.
        await(nodes.getFirst().charge(reservation("before", bucket, 1_000_000)));

        List<Long> used = race(caller -> reserveAndEndAll(caller, bucket));

        AccountState state = await(nodes.getFirst().inspect(account, List.of(bucket)));
        assertThat(state.openReservations()).isZero();
        assertThat(state.levels().getFirst().available())
                .isEqualTo(9_000_000 - used.stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void shouldChargeOnceWhenAllNodesReserveTheSameId() throws Exception {
        Bucket bucket = new Bucket("tokens", 1, 100);
        Reservation reservation = reservation("same", bucket, 60);

        List<ReserveResult> results = race(caller -> await(nodes.get(caller % 3).reserve(reservation)));

        assertThat(results).hasSize(CALLERS).allMatch(ReserveResult.Granted.class::isInstance);
        assertThat(await(nodes.getFirst().inspect(account, List.of(bucket)))
                        .levels()
                        .getFirst()
                        .available())
                .isEqualTo(40);
    }

    private long reserveAll(int caller, Bucket bucket) {
        Random random = new Random(caller);
        long sum = 0;
        for (int i = 0; i < CALLS; i++) {
            long amount = 1L + random.nextInt(50);
            if (await(node(caller, i).reserve(reservation(caller + "-" + i, bucket, amount)))
                    instanceof ReserveResult.Granted) {
                sum += amount;
            }
        }
        return sum;
    }

    private long reserveAndEndAll(int caller, Bucket bucket) {
        Random random = new Random(caller);
        long used = 0;
        for (int i = 0; i < CALLS; i++) {
            Reservation reservation = reservation(caller + "-" + i, bucket, random.nextInt(500));
            assertThat(await(node(caller, i).reserve(reservation))).isInstanceOf(ReserveResult.Granted.class);
            long amount = random.nextInt(3) == 0 ? 0 : random.nextInt(1_000);
            var ended = amount == 0
                    ? node(caller, i + 1).release(account, reservation.id())
                    : node(caller, i + 1).settle(account, reservation.id(), List.of(new Usage(bucket, amount)));
            assertThat(await(ended)).isEqualTo(EndResult.ENDED);
            used += amount;
        }
        return used;
    }

    private RedisLedger node(int caller, int call) {
        return nodes.get((caller + call) % nodes.size());
    }

    private Reservation reservation(String id, Bucket bucket, long amount) {
        return new Reservation(
                account, new ReservationId(id), List.of(new Debit(bucket, amount)), Duration.ofMinutes(10));
    }

    private static <R> List<R> race(java.util.function.IntFunction<R> caller)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<R>> calls = IntStream.range(0, CALLERS)
                    .mapToObj(i -> (Callable<R>) () -> caller.apply(i))
                    .toList();
            List<R> results = new ArrayList<>();
            for (Future<R> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
