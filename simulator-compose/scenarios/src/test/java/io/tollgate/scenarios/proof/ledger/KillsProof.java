package io.tollgate.scenarios.proof.ledger;

import io.tollgate.scenarios.load.Samples;
import io.tollgate.scenarios.load.Source;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Stand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The same overload while a node is killed every 20 seconds and started again. Callers use the nodes that live. */
final class KillsProof implements Proof {

    private static final Duration LENGTH = Duration.ofMinutes(5);
    private static final Duration LEAST = Duration.ofSeconds(12);
    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(20);
    private static final int CALLERS_EACH = 100;
    private static final double TOKEN_MILLIS = 6;

    @Override
    public String name() {
        return "kills";
    }

    @Override
    public void run(Ground ground, Findings findings) {
        Duration length = ground.part(LENGTH, LEAST);
        Stand stand = ground.stand();
        var strict = Overload.strict(stand, "strict");
        var balanced = Overload.balanced(stand, "balanced");
        try (var pace = RealisticPace.of(stand, TOKEN_MILLIS)) {
            WarmUp.of(ground, pace.model());
            run(ground, findings, length, pace.model(), List.of(strict, balanced));
        }
    }

    private static void run(Ground ground, Findings findings, Duration length, String model, List<Overload> tenants) {
        Stand stand = ground.stand();
        try (var killer = new Killer(stand, length)) {
            List<Source> sources = new ArrayList<>();
            sources.addAll(tenants.getFirst().callers(CALLERS_EACH, model, killer.nodes, second -> 1, 5));
            sources.addAll(tenants.getLast().callers(CALLERS_EACH, model, killer.nodes, second -> 1, 6));
            CompletableFuture<Samples> load = ground.callers().openLoop(sources, length);
            Samples samples = load.join();
            findings.note(
                    "load",
                    samples.size() + " requests, " + killer.awaitAll() + " kills in " + length.toSeconds() + " s");
            Samples refused = samples.that(sample -> sample.status() >= 500);
            findings.note("answers of 500 and above" + refused.problems(), Integer.toString(refused.size()));
            findings.note(
                    "requests that died with their node",
                    "" + samples.count(0) + " without an answer, "
                            + samples.that(sample -> sample.status() == 200 && !sample.whole())
                                    .size() + " broken off");
            for (Overload each : tenants) {
                each.judgeBound(findings, length, samples);
                each.judgeUse(findings, length, 90);
                // A dead node's reservations end with their deadlines, which a short run does not wait for.
                if (ground.scale() > 0) {
                    each.judgeOpen(findings);
                }
            }
        }
    }

    /** Kills one node after the other. */
    private static final class Killer implements AutoCloseable {
        private final LivingNodes nodes;
        private final Stand stand;
        private final java.util.concurrent.ScheduledExecutorService clock =
                Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
        private final List<java.util.concurrent.Future<?>> kills = new ArrayList<>();

        Killer(Stand stand, Duration length) {
            this.stand = stand;
            this.nodes = new LivingNodes(stand);
            long firstMillis = Math.min(BETWEEN_KILLS.toMillis(), length.toMillis() / 3);
            int number = 0;
            for (long at = firstMillis; at < length.toMillis(); at += BETWEEN_KILLS.toMillis()) {
                int node = number++ % stand.nodes();
                kills.add(clock.schedule(() -> kill(node), at, TimeUnit.MILLISECONDS));
            }
        }

        private void kill(int node) {
            nodes.without(stand.node(node));
            stand.process(node).kill();
            stand.process(node).restart();
            nodes.with(stand.node(node));
        }

        int awaitAll() {
            for (var kill : kills) {
                try {
                    kill.get(2, TimeUnit.MINUTES);
                } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                    throw new IllegalStateException("a node did not come back", e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted", e);
                }
            }
            return kills.size();
        }

        @Override
        public void close() {
            clock.close();
        }
    }
}
