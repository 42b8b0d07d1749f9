package io.tollgate.scenarios.proof.routing;

import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.FaultyFront;
import io.tollgate.scenarios.load.Samples;
import io.tollgate.scenarios.load.Shot;
import io.tollgate.scenarios.load.SteadySource;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Backend;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import io.tollgate.scenarios.stand.TieredRoute;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A dead deployment is probed by one node at a time; a throttled one does not touch its neighbour on the same endpoint. */
final class BreakerProof implements Proof {

    private static final double PER_SECOND = 90;
    private static final int OUTPUT_TOKENS = 3;
    private static final long OPEN_MILLIS = 1_000;
    private static final int CONSECUTIVE_FAILURES = 5;
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final Duration LENGTH_LEAST = Duration.ofSeconds(6);
    private static final Duration OPENED_WITHIN = Duration.ofSeconds(2);
    private static final Duration USED_AGAIN_WITHIN = Duration.ofSeconds(4);

    @Override
    public String name() {
        return "breaker";
    }

    @Override
    public void run(Ground ground, Findings findings) {
        probeTheDead(ground, findings);
        spareTheNeighbour(ground, findings);
    }

    private static void probeTheDead(Ground ground, Findings findings) {
        Stand stand = ground.stand();
        Duration length = ground.part(LENGTH, LENGTH_LEAST);
        Tenant tenant = stand.administration().newTenant("breaker");
        try (var dead = FaultyFront.before(stand.backends().named("payg-1").url(), FaultyFront.Fault.RESET, 1);
                var route = stand.administration()
                        .newRoute()
                        .deployment(
                                "dead",
                                dead.url(),
                                Bodies.CHAT_MODEL,
                                Map.of(
                                        "breaker",
                                        Map.of("openMillis", OPEN_MILLIS, "consecutiveFailures", CONSECUTIVE_FAILURES)))
                        .deployment("well", stand.backends().named("payg-2").url(), Bodies.CHAT_MODEL)
                        .tier("dead")
                        .tier("well")
                        .open()) {
            long started = dead.nowNanos();
            Samples samples = load(ground, tenant, route, length);
            findings.equal(
                    "dead deployment, answers other than 200",
                    samples.size() - samples.served().size(),
                    0,
                    "");
            List<Long> probes = dead.connectionsNanos().stream()
                    .filter(at -> at - started > OPENED_WITHIN.toNanos())
                    .toList();
            long intervals = (length.toMillis() - OPENED_WITHIN.toMillis()) / OPEN_MILLIS;
            findings.note(
                    "dead deployment, calls before it was left alone",
                    Integer.toString(dead.connectionsNanos().size() - probes.size()));
            findings.atMost(
                    "dead deployment, probes of all nodes in " + intervals + " intervals",
                    probes.size(),
                    intervals + 1,
                    "");
            findings.atLeast("dead deployment, probes", probes.size(), 1, "");
            long closest = Long.MAX_VALUE;
            for (int i = 1; i < probes.size(); i++) {
                closest = Math.min(closest, (probes.get(i) - probes.get(i - 1)) / 1_000_000);
            }
            findings.atLeast("dead deployment, least time between two probes", closest, 0.95 * OPEN_MILLIS, " ms");
            dead.heal();
            Samples healed = load(ground, tenant, route, USED_AGAIN_WITHIN.plusSeconds(2));
            Samples late = healed.dueBetween(USED_AGAIN_WITHIN.toSeconds(), USED_AGAIN_WITHIN.toSeconds() + 2.0);
            findings.atLeast(
                    "healed deployment, part of the requests after 4 s",
                    100.0
                            * late.that(sample -> route.id("dead").equals(sample.deployment()))
                                    .size()
                            / Math.max(1, late.size()),
                    95,
                    " %");
        }
    }

    private static Samples load(Ground ground, Tenant tenant, TieredRoute route, Duration length) {
        Stand stand = ground.stand();
        var turn = new AtomicInteger();
        String body = Bodies.chat("Go on.", OUTPUT_TOKENS).replace(Bodies.CHAT_MODEL, route.model());
        var source = new SteadySource(
                PER_SECOND,
                0,
                () -> new Shot(
                        stand.node(turn.getAndIncrement() % stand.nodes()),
                        tenant.key(),
                        tenant.id(),
                        body,
                        OUTPUT_TOKENS));
        return ground.callers().openLoop(List.of(source), length).join();
    }

    /** Two deployments at one endpoint, of which one refuses everything. */
    private static void spareTheNeighbour(Ground ground, Findings findings) {
        Stand stand = ground.stand();
        Backend endpoint = stand.backends().named("payg-1");
        Tenant tenant = stand.administration().newTenant("neighbour");
        String embedding = Bodies.EMBEDDING_MODEL;
        try (var _ = endpoint.change(
                        Bodies.CHAT_MODEL,
                        Map.of(
                                "faults",
                                List.of(Map.of("kind", "status", "status", 429, "retryAfterMillis", 20_000))));
                var throttled = stand.administration()
                        .newRoute()
                        .deployment("throttled", endpoint.url(), Bodies.CHAT_MODEL)
                        .tier("throttled")
                        .open();
                var neighbour = stand.administration()
                        .newRoute()
                        .deployment("neighbour", endpoint.url(), embedding)
                        .tier("neighbour")
                        .open()) {
            var caller = stand.caller(0, tenant);
            String chat = Bodies.chat("Go on.", OUTPUT_TOKENS).replace(Bodies.CHAT_MODEL, throttled.model());
            int refused = 0;
            int served = 0;
            for (int i = 0; i < 20; i++) {
                refused += caller.chat(chat).status() == 429 ? 1 : 0;
                served += caller.post("/v1/embeddings", "{\"model\":\"" + neighbour.model() + "\",\"input\":\"Hello\"}")
                                        .status()
                                == 200
                        ? 1
                        : 0;
            }
            findings.equal("throttled deployment, refused with 429", refused, 20, " of 20");
            findings.equal("its neighbour on the same endpoint, served meanwhile", served, 20, " of 20");
        }
    }
}
