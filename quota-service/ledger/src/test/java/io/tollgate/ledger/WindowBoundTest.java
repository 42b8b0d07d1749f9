package io.tollgate.ledger;

import static io.tollgate.ledger.LedgerContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.ledger.LeaseRenewal.Part;
import io.tollgate.ledger.memory.InMemoryLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is reserved, leased, settled, released and left to expire, and whenever: as long as nobody uses more than it reserved,
 * no 60 seconds see more use than the limit and the burst. Use of a reservation counts when it was made, use of a lease when it
 * happens.
 */
class WindowBoundTest {

    private static final int STEPS = 4_000;
    private static final String ACCOUNT = "contoso";

    private final FakeClock clock = new FakeClock();
    private final Ledger ledger = new InMemoryLedger(clock);
    private final Windows windows = new Windows();
    private final List<Running> running = new ArrayList<>();
    private final Map<Integer, Node> nodes = new HashMap<>();
    private int ids;

    /** A request under way, and what it will turn out to have used. */
    private record Running(ReservationId id, long used, boolean abandoned) {}

    /** What a node knows of its lease. */
    private static final class Node {
        private final ReservationId id;
        private long sequence;
        private long outstanding;
        private long used;
        private long deadline;

        Node(ReservationId id) {
            this.id = id;
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldServeNoMinuteMoreThanTheLimitAndTheBurst(long seed) {
        Random random = new Random(seed);
        Bucket bucket = new Bucket("tokens", 600 + random.nextInt(60_000), 100 + random.nextInt(20_000));
        // From far more demand than there is to so little that the bucket is full most of the time.
        int pace = 1 << random.nextInt(12);
        for (int step = 0; step < STEPS; step++) {
            clock.advance(Duration.ofMillis(random.nextInt(pace)));
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> reserve(random, bucket);
                case 4, 5, 6, 7 -> end(random, bucket);
                case 8 -> await(ledger.expire(ACCOUNT, 100));
                default -> lease(random, bucket);
            }
        }
        assertThat(windows.size()).isGreaterThan(30);
        assertThat(windows.most()).as("seed %d", seed).isLessThanOrEqualTo(bucket.perMinute() + bucket.capacity());
    }

    /**
     * Demand that comes and goes: from full, all is taken by requests that turn out to use nothing and by leases; nobody asks while the
     * bucket fills; it is taken again, in earnest; then the first end and give back, the leases are used, and everybody wants
     * more for a minute.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldServeNoMinuteMoreWhenRefundsAndLeasesComeInBursts(long seed) {
        Random random = new Random(seed);
        Bucket bucket = new Bucket("tokens", 60_000, 2_000 + random.nextInt(18_000));
        for (int round = 0; round < 12; round++) {
            clock.advance(Duration.ofMillis(random.nextLong(3 * bucket.capacity())));
            for (int wave = random.nextInt(3); wave >= 0; wave--) {
                renew(node(random), random, bucket);
                drain(random, bucket, 0);
                clock.advance(Duration.ofMillis(random.nextLong(2 * bucket.capacity())));
            }
            drain(random, bucket, 1);
            endSome(random, bucket);
            nodes.values().forEach(node -> use(node, random));
            for (int half = 0; half < 120; half++) {
                drain(random, bucket, 1);
                clock.advance(Duration.ofMillis(500));
                if (random.nextInt(10) == 0) {
                    endSome(random, bucket);
                }
            }
        }
        assertThat(windows.most()).as("seed %d", seed).isLessThanOrEqualTo(bucket.perMinute() + bucket.capacity());
    }

    private void endSome(Random random, Bucket bucket) {
        while (!running.isEmpty() && random.nextInt(60) > 0) {
            end(random, bucket);
        }
    }

    private void drain(Random random, Bucket bucket, int usedOfAmount) {
        long amount = bucket.capacity() / (1 + random.nextInt(25));
        boolean more = true;
        while (more) {
            more = reserve(bucket, amount, amount * usedOfAmount, Duration.ofMinutes(3));
        }
    }

    private void reserve(Random random, Bucket bucket) {
        long amount = 1 + random.nextLong(random.nextInt(5) == 0 ? bucket.capacity() : 1 + bucket.capacity() / 20);
        long used = random.nextInt(4) == 0 ? 0 : random.nextLong(1 + amount);
        reserve(bucket, amount, used, Duration.ofMillis(1 + random.nextInt(200_000)));
    }

    private boolean reserve(Bucket bucket, long amount, long used, Duration timeToLive) {
        ReservationId id = new ReservationId("r" + ids++);
        var reservation = new Reservation(ACCOUNT, id, List.of(new Debit(bucket, amount)), timeToLive);
        boolean granted = await(ledger.reserve(reservation)) instanceof ReserveResult.Granted;
        if (granted) {
            windows.add(clock.millis(), used);
            running.add(new Running(id, used, ids % 10 == 0));
        }
        return granted;
    }

    private void end(Random random, Bucket bucket) {
        if (running.isEmpty()) {
            return;
        }
        Running ending = running.remove(random.nextInt(running.size()));
        if (ending.used() == 0) {
            await(ledger.release(ACCOUNT, ending.id()));
        } else if (!ending.abandoned()) {
            await(ledger.settle(ACCOUNT, ending.id(), List.of(new Usage(bucket, ending.used()))));
        }
    }

    private void lease(Random random, Bucket bucket) {
        if (random.nextInt(3) > 0) {
            use(node(random), random);
        } else if (random.nextInt(20) == 0) {
            nodes.remove(random.nextInt(3));
        } else {
            renew(node(random), random, bucket);
        }
    }

    /** One of three; one that has died comes back with another lease. */
    private Node node(Random random) {
        return nodes.computeIfAbsent(random.nextInt(3), any -> new Node(new ReservationId("lease-" + ids++)));
    }

    private void use(Node node, Random random) {
        if (clock.millis() < node.deadline && node.outstanding > node.used) {
            long rest = node.outstanding - node.used;
            long tokens = random.nextBoolean() ? rest : 1 + random.nextLong(rest);
            node.used += tokens;
            windows.add(clock.millis(), tokens);
        }
    }

    private void renew(Node node, Random random, Bucket bucket) {
        long wanted = random.nextInt(6) == 0 ? 0 : random.nextLong(1 + bucket.capacity() / 2);
        Part part = new Part(bucket, node.used, wanted, random.nextLong(1 + bucket.capacity() / 4));
        Duration timeToLive = Duration.ofMillis(1 + random.nextInt(120_000));
        var result =
                await(ledger.lease(new LeaseRenewal(ACCOUNT, node.id, ++node.sequence, List.of(part), timeToLive)));
        node.outstanding = result.outstanding().getFirst();
        node.used = 0;
        node.deadline = clock.millis() + timeToLive.toMillis();
        if (wanted == 0 && node.outstanding == 0) {
            node.sequence = 0;
        }
    }
}
