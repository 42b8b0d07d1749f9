package io.tollgate.gateway.capacity;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.PriorityClass;
import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.DeploymentCapacity;
import io.tollgate.catalog.backend.DeploymentCapacity.Reserve;
import io.tollgate.catalog.backend.DeploymentCapacity.Share;
import io.tollgate.catalog.backend.DeploymentCapacity.Weights;
import io.tollgate.catalog.backend.Handling;
import io.tollgate.gateway.settlement.LateCommands;
import io.tollgate.gateway.settlement.OpenReservations;
import io.tollgate.gateway.settlement.Settler;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.limits.CapacityAccounts;
import io.tollgate.ledger.memory.InMemoryLedger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/** One deployment, a ledger in memory and callers, on a clock that jumps from event to event. */
final class CapacityWorld {

    static final List<PriorityClass> CLASSES =
            List.of(new PriorityClass("high", null, 0), new PriorityClass("low", null, 0));
    static final int HIGH = 0;
    static final int LOW = 1;

    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);

    final Random random = new Random(7);
    final Map<String, Traffic> traffic = new HashMap<>();
    final InMemoryLedger ledger = new InMemoryLedger(() -> Instant.ofEpochMilli(this.nowMillis));
    final Deployment deployment;
    final CapacityGate gate;
    long nowMillis = 1_000_000;

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atMillis).thenComparing(Event::number));
    private long numbers;

    CapacityWorld(DeploymentCapacity capacity) {
        deployment = new Deployment(
                "ptu-1",
                URI.create("http://localhost:1"),
                BackendApi.AZURE_V1,
                Optional.empty(),
                "gpt",
                "gpt",
                CapacityType.PTU,
                "north",
                "env:KEY",
                true,
                Optional.of(capacity),
                Handling.DEFAULT);
        var settler = new Settler(
                ledger,
                new OpenReservations(ledger, TIME_TO_LIVE, this::millis),
                new LateCommands(() -> true, this::millis));
        gate = new CapacityGate(ledger, settler, TIME_TO_LIVE, this::millis);
    }

    /** 100,000 tokens a minute with a burst of 2 seconds. */
    static DeploymentCapacity capacity(List<Reserve> reserves, List<Share> shares) {
        return new DeploymentCapacity(100_000, 3_333, 0, 0, Weights.EQUAL, reserves, shares);
    }

    private record Event(long atMillis, long number, Runnable action) {}

    record Served(long atMillis, long tokens) {}

    /** What became of the requests of one kind. */
    static final class Traffic {
        final List<Served> served = new ArrayList<>();
        long asked;
        long refused;

        long tokensIn(long fromMillis, long toMillis) {
            return served.stream()
                    .filter(one -> one.atMillis >= fromMillis && one.atMillis < toMillis)
                    .mapToLong(Served::tokens)
                    .sum();
        }

        /** The most and the least of any 60 seconds between the two. */
        long[] slidingMinute(long fromMillis, long toMillis) {
            long least = Long.MAX_VALUE;
            long most = 0;
            for (long start = fromMillis; start + 60_000 <= toMillis; start += 100) {
                long sum = tokensIn(start, start + 60_000);
                least = Math.min(least, sum);
                most = Math.max(most, sum);
            }
            for (Served one : served) {
                most = Math.max(most, tokensIn(one.atMillis, one.atMillis + 60_000));
            }
            return new long[] {least, most};
        }

        long longestGapMillis() {
            long longest = 0;
            for (int i = 1; i < served.size(); i++) {
                longest = Math.max(longest, served.get(i).atMillis - served.get(i - 1).atMillis);
            }
            return longest;
        }
    }

    long millis() {
        return nowMillis;
    }

    void in(long millis, Runnable action) {
        events.add(new Event(nowMillis + millis, numbers++, action));
    }

    void run(long forMillis) {
        long end = nowMillis + forMillis;
        while (!events.isEmpty() && events.peek().atMillis <= end) {
            Event next = events.poll();
            nowMillis = Math.max(nowMillis, next.atMillis);
            next.action.run();
        }
        nowMillis = end;
    }

    Traffic of(String name) {
        return traffic.computeIfAbsent(name, unseen -> new Traffic());
    }

    Claim claim(int rank, String tenant, long tokens) {
        var id = new ReservationId("r-" + numbers++);
        return gate.claim(new Want(deployment, CLASSES, rank, tenant, id, tokens, 0))
                .toCompletableFuture()
                .join();
    }

    /** One attempt; what it takes is settled as estimated, half a second later. Returns how long to wait, 0 when served. */
    long attempt(String name, int rank, String tenant, long tokens) {
        Traffic to = of(name);
        to.asked++;
        return switch (claim(rank, tenant, tokens)) {
            case Claim.Full full -> {
                to.refused++;
                yield full.retryAfterMillis();
            }
            case Claim.Room room -> {
                to.served.add(new Served(nowMillis, tokens));
                in(300 + random.nextInt(400), () -> room.hold().settle(tokens, 0, 0));
                yield 0;
            }
        };
    }

    /** Users who call again as soon as they may, with a little time between calls, until the end. */
    void users(int count, String name, int rank, String tenant, long thinkMillis, long untilMillis) {
        for (int i = 0; i < count; i++) {
            in(random.nextInt(500), () -> loop(name, rank, tenant, thinkMillis, untilMillis));
        }
    }

    private void loop(String name, int rank, String tenant, long thinkMillis, long untilMillis) {
        if (nowMillis < untilMillis) {
            long waitMillis = attempt(name, rank, tenant, 244);
            long pause = waitMillis > 0 ? waitMillis : 500 + thinkMillis / 2 + random.nextLong(thinkMillis + 1);
            in(pause, () -> loop(name, rank, tenant, thinkMillis, untilMillis));
        }
    }

    /** What the deployment's token bucket holds. */
    long level() {
        return ledger.inspect(
                        CapacityAccounts.account("ptu-1"),
                        List.of(CapacityAccounts.tokens(deployment.limits().orElseThrow())))
                .toCompletableFuture()
                .join()
                .levels()
                .getFirst()
                .available();
    }
}
