package io.tollgate.scenarios.proof.usage.conservation;

import io.tollgate.scenarios.stand.Stand;
import io.tollgate.stack.servers.Server;
import io.tollgate.stack.service.ServiceProcess;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Kills with {@code kill -9} and brings back, at random and each victim in its own time: one gateway node after the other, the usage consumer,
 * Kafka, PostgreSQL. What is killed keeps its data.
 */
final class Deaths {

    private final CountDownLatch over = new CountDownLatch(1);
    private final Map<String, CompletableFuture<Integer>> victims = new LinkedHashMap<>();

    /**
     * How long something lives, and how long it is away, in milliseconds.
     *
     * @param leastUp at least so long it lives
     * @param mostUp at most so long
     * @param mostAway at most so long nothing is started in its place
     */
    record Fate(int leastUp, int mostUp, int mostAway) {

        Fate times(double factor) {
            return new Fate((int) (leastUp * factor), (int) (mostUp * factor), (int) (mostAway * factor));
        }
    }

    /** Begins at once. Times are {@code pace} times what they are in a run at full length. */
    Deaths(Stand stand, long seed, double pace) {
        var cluster = stand.cluster();
        var random = new SplittableRandom(seed);
        var node = random.split();
        begin("node", node.split(), new Fate(3_000, 9_000, 2_000).times(pace), () -> {
            ServiceProcess process = stand.process(node.nextInt(stand.nodes()));
            process.kill();
            return process::restart;
        });
        ServiceProcess consumer = cluster.usageConsumer();
        begin("usage consumer", random.split(), new Fate(5_000, 15_000, 4_000).times(pace), () -> {
            consumer.kill();
            return consumer::restart;
        });
        server("Kafka", cluster.kafka().orElseThrow(), random.split(), new Fate(8_000, 20_000, 8_000).times(pace));
        server(
                "PostgreSQL",
                cluster.postgres().orElseThrow(),
                random.split(),
                new Fate(8_000, 20_000, 5_000).times(pace));
    }

    /** Kills something and says how it is brought back. */
    private interface Kill {
        Runnable now();
    }

    private void server(String name, Server server, SplittableRandom random, Fate fate) {
        begin(name, random, fate, () -> {
            server.kill();
            return server::restart;
        });
    }

    private void begin(String name, SplittableRandom random, Fate fate, Kill kill) {
        victims.put(
                name,
                CompletableFuture.supplyAsync(() -> killAgainAndAgain(random, fate, kill), Thread::startVirtualThread));
    }

    private int killAgainAndAgain(SplittableRandom random, Fate fate, Kill kill) {
        int kills = 0;
        while (!isOverAfter(random.nextInt(fate.leastUp(), fate.mostUp() + 1))) {
            Runnable bringBack = kill.now();
            kills++;
            isOverAfter(random.nextInt(fate.mostAway() + 1));
            bringBack.run();
        }
        return kills;
    }

    private boolean isOverAfter(long millis) {
        try {
            return over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two kills", e);
        }
    }

    /** Kills nothing any more. @return how often each has been killed, once everything is back */
    Map<String, Integer> end() {
        over.countDown();
        Map<String, Integer> kills = new LinkedHashMap<>();
        victims.forEach((name, victim) -> kills.put(name, victim.join()));
        return kills;
    }
}
