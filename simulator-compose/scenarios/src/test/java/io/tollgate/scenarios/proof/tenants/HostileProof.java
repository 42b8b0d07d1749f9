package io.tollgate.scenarios.proof.tenants;

import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.calls.Stopwatch;
import io.tollgate.scenarios.calls.Usage;
import io.tollgate.scenarios.load.Samples;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.proof.tenants.attack.Attack;
import io.tollgate.scenarios.proof.tenants.attack.Enemy;
import io.tollgate.scenarios.stand.Backend;
import io.tollgate.scenarios.stand.Backends;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import io.tollgate.scenarios.stand.TieredRoute;
import io.tollgate.scenarios.stand.watch.UsageTopic;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One tenant attacks in some ways, by turns and in all of them together, at the rate that its limits allow. Two quiet ones share nodes
 * and deployments with it and notice nothing; what the hostile one lets backends produce is charged to it.
 */
final class HostileProof implements Proof {

    private static final Duration ALONE = Duration.ofSeconds(20);
    private static final Duration EACH = Duration.ofSeconds(6);
    private static final Duration LEAST_EACH = Duration.ofSeconds(2);
    private static final Duration BRIEFLY_EACH = Duration.ofMillis(500);
    private static final Duration TOGETHER = Duration.ofSeconds(20);
    private static final double SLOWER = 1.5;
    private static final double CHARGED_WITHIN_PERCENT = 10;
    private static final long LEAST_TOKENS = 1_000;
    private static final int FIRST_TOKEN_MILLIS = 60;
    private static final int TOKEN_MILLIS = 5;
    private static final double STRIKES_TOGETHER = 40;
    private static final double HEAP_GROWS_MIB = 30;
    private static final Duration EVENTS_ARRIVE = Duration.ofSeconds(60);

    private final String name;
    private final List<Attack> attacks;
    private final boolean byTurns;

    /** @param byTurns whether each attack is made alone as well */
    HostileProof(String name, List<Attack> attacks, boolean byTurns) {
        this.name = name;
        this.attacks = attacks;
        this.byTurns = byTurns;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void run(Ground ground, Findings findings) {
        Stand stand = ground.stand();
        Tenant hostile = stand.administration()
                .newTenant("hostile", Limit.tokens(120_000, 60_000), Limit.requests(3_000, 600), Limit.concurrent(100));
        try (var route = route(stand);
                var _ = pace(stand.backends(), "payg-1", "continue");
                var _ = pace(stand.backends(), "payg-2", "stop");
                var enemy = new Enemy(stand, hostile, route.model())) {
            var quiet = new QuietTenants(ground, route.model());
            quiet.call(ground.part(Duration.ofSeconds(10), Duration.ofSeconds(1)))
                    .join();
            Samples alone =
                    quiet.call(ground.part(ALONE, Duration.ofSeconds(3))).join();
            judgeCalls(findings, "alone", alone);
            double before = alone.headMillis(99);
            findings.note("quiet tenants alone, p99", Findings.number(before) + " ms");
            NodesHealth healthBefore = NodesHealth.of(stand);
            if (byTurns) {
                byTurns(ground, findings, quiet, enemy, before);
            }
            Samples all = together(quiet, enemy, ground.part(TOGETHER, Duration.ofSeconds(2)));
            judgeCalls(findings, "during all of these attacks together", all);
            judgePace(ground, findings, "during all of these attacks together", all, before);
            quiet.call(ground.part(Duration.ofSeconds(10), Duration.ofSeconds(1)))
                    .join();
            judgeHealth(ground, findings, healthBefore, NodesHealth.of(stand));
            findings.equal("answers with what backends remember of others", enemy.evaded(), 0, "");
            judgeCharge(stand, findings, hostile);
        }
    }

    private static TieredRoute route(Stand stand) {
        return stand.administration()
                .newRoute()
                .deployment("a", stand.backends().named("payg-1").url(), Bodies.CHAT_MODEL)
                .deployment("b", stand.backends().named("payg-2").url(), Bodies.CHAT_MODEL)
                .tier("a", "b")
                .open();
    }

    private static Backend.Change pace(Backends backends, String name, String onDisconnect) {
        return backends.named(name)
                .change(
                        Bodies.CHAT_MODEL,
                        Map.of(
                                "latency",
                                Map.of("timeToFirstTokenMillis", FIRST_TOKEN_MILLIS, "perTokenMillis", TOKEN_MILLIS),
                                "onDisconnect",
                                onDisconnect));
    }

    private void byTurns(Ground ground, Findings findings, QuietTenants quiet, Enemy enemy, double beforeMillis) {
        Duration each = ground.isLong() ? ground.part(EACH, LEAST_EACH) : BRIEFLY_EACH;
        Samples worst = null;
        String worstName = "";
        for (Attack attack : attacks) {
            CompletableFuture<Samples> calls = quiet.call(each);
            strike(attack, 1, enemy, each).join();
            Samples samples = calls.join();
            enemy.letGo();
            judgeCalls(findings, "during " + attack.name(), samples);
            findings.note(
                    "quiet tenants' p99 during " + attack.name(),
                    Findings.number(samples.headMillis(99)) + " ms; the attacker was answered " + enemy.answers());
            if (worst == null || samples.headMillis(99) > worst.headMillis(99)) {
                worst = samples;
                worstName = attack.name();
            }
        }
        judgePace(ground, findings, "during " + worstName + ", the worst of the attacks", worst, beforeMillis);
    }

    /** Each at a part of its pace, since the tenant's limits are for all of them. */
    private Samples together(QuietTenants quiet, Enemy enemy, Duration length) {
        CompletableFuture<Samples> calls = quiet.call(length);
        double strikesPerSecond =
                attacks.stream().mapToDouble(Attack::perSecond).sum();
        double pace = Math.min(1, STRIKES_TOGETHER / strikesPerSecond);
        List<CompletableFuture<Void>> strikes = attacks.stream()
                .map(attack -> strike(attack, pace, enemy, length))
                .toList();
        strikes.forEach(CompletableFuture::join);
        Samples samples = calls.join();
        enemy.letGo();
        return samples;
    }

    private static CompletableFuture<Void> strike(Attack attack, double pace, Enemy enemy, Duration length) {
        Stopwatch watch = Stopwatch.start();
        return Crowd.beside(() -> {
            Crowd.pacedUntil(() -> watch.elapsed().compareTo(length) > 0, attack.perSecond() * pace, index -> {
                try {
                    attack.strike().accept(enemy, index);
                } catch (UncheckedIOException refused) {
                    // A node may end a connection.
                    return refused;
                }
                return null;
            });
            return null;
        });
    }

    private static void judgeCalls(Findings findings, String when, Samples samples) {
        int failed = samples.size() - samples.served().size();
        findings.holds(
                "quiet tenants' calls that failed " + when,
                failed + " of " + samples.size() + (failed == 0 ? "" : " " + samples.statuses() + samples.problems()),
                "none",
                failed == 0);
    }

    private static void judgePace(Ground ground, Findings findings, String when, Samples samples, double beforeMillis) {
        double now = samples.headMillis(99);
        if (ground.isLong()) {
            findings.atMost("quiet tenants' p99 " + when + ", of that alone", now / beforeMillis, SLOWER, " times");
        } else {
            findings.note("quiet tenants' p99 " + when, Findings.number(now) + " ms");
        }
    }

    private static void judgeHealth(Ground ground, Findings findings, NodesHealth before, NodesHealth after) {
        findings.equal("lines of nodes' logs with OutOfMemoryError", after.outOfMemory() - before.outOfMemory(), 0, "");
        findings.note(
                "resident memory of the largest node", before.residentMib() + " MiB, then " + after.residentMib());
        findings.note(
                "heap in use of all nodes after a collection", before.heapMib() + " MiB, then " + after.heapMib());
        if (ground.isLong()) {
            findings.atMost(
                    "growth of the heap in use for each node",
                    (after.heapMib() - before.heapMib())
                            / (double) ground.stand().nodes(),
                    HEAP_GROWS_MIB,
                    " MiB");
        }
        findings.note("files and connections of a node", before.openFiles() + ", then " + after.openFiles());
    }

    private static void judgeCharge(Stand stand, Findings findings, Tenant hostile) {
        Ground.await(
                "the hostile tenant's requests have ended",
                EVENTS_ARRIVE,
                () -> stand.administration().openReservations(hostile) == 0);
        Usage produced = stand.backends().all().stream()
                .map(backend -> backend.generated(hostile.id()))
                .reduce(Usage.NONE, Usage::plus);
        if (produced.total() < LEAST_TOKENS) {
            return;
        }
        var topic = new UsageTopic(stand.cluster().kafka().orElseThrow().bootstrapServers());
        Ground.await(
                "usage events",
                EVENTS_ARRIVE,
                () -> topic.read(Set.of(hostile.id())).records() > 0);
        var byId = topic.read(Set.of(hostile.id())).byId();
        Usage charged = byId.values().stream().map(event -> event.tokens()).reduce(Usage.NONE, Usage::plus);
        findings.note(
                "the hostile tenant's requests, tokens charged and produced",
                byId.size() + ", " + charged + " and " + produced);
        findings.holds(
                "tokens charged to the hostile tenant, of those that backends produced for it",
                Findings.number(100.0 * charged.total() / Math.max(1, produced.total())) + " %",
                "100 % within " + Findings.number(CHARGED_WITHIN_PERCENT),
                Math.abs(charged.total() - produced.total())
                        <= CHARGED_WITHIN_PERCENT / 100 * Math.max(1, produced.total()));
    }
}
