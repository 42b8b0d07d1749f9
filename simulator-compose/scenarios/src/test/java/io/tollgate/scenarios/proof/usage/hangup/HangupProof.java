package io.tollgate.scenarios.proof.usage.hangup;

import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.calls.Json;
import io.tollgate.scenarios.calls.Usage;
import io.tollgate.scenarios.load.Shot;
import io.tollgate.scenarios.load.Source;
import io.tollgate.scenarios.load.SteadySource;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Backend;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import io.tollgate.scenarios.stand.TieredRoute;
import io.tollgate.scenarios.stand.watch.NodeMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callers who hang up on each of their calls, streams and answers in one piece, at any moment, before a backend that stops then
 * and one that goes on. What they are charged is held against what the backend generated, of which a third is hidden.
 */
public final class HangupProof implements Proof {

    private static final int CALLS = 2_000;
    private static final int CALLS_LEAST = 240;
    private static final double PER_SECOND = 40;
    private static final int OUTPUT_TOKENS = 150;
    private static final int HIDDEN_TOKENS = 50;
    private static final double TOKEN_MILLIS = 5;
    private static final int FIRST_MILLIS = 100;
    private static final int LATEST_LEAVE_MILLIS = 850;
    private static final double MAX_ERROR = 0.1;
    private static final int WHOLE_STREAMS = 3;

    /** With such a limit nothing is leased, so that the quota is used by what has been settled alone. */
    private static final int SLOTS = 10_000;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String QUOTA = "tenant:token-quota:day";

    @Override
    public String name() {
        return "hangup";
    }

    /**
     * A backend.
     *
     * @param onCancel what the deployment is said to do
     * @param onDisconnect what it does
     */
    private record World(String onCancel, String onDisconnect) {

        @Override
        public String toString() {
            return onDisconnect + ", declared " + onCancel;
        }
    }

    private static final List<World> WORLDS = List.of(
            new World("stops", "stop"),
            new World("continues", "continue"),
            new World("unknown", "stop"),
            new World("unknown", "continue"));

    @Override
    public void run(Ground ground, Findings findings) {
        Backend backend = ground.stand().backends().named("payg-1");
        for (World world : WORLDS) {
            var latency = Map.of("timeToFirstTokenMillis", FIRST_MILLIS, "perTokenMillis", TOKEN_MILLIS);
            try (TieredRoute route = ground.stand()
                            .administration()
                            .newRoute()
                            .deployment("left", backend.url(), Bodies.CHAT_MODEL, Map.of("onCancel", world.onCancel()))
                            .tier("left")
                            .open();
                    var _ = backend.change(
                            Bodies.CHAT_MODEL,
                            Map.of(
                                    "latency",
                                    latency,
                                    "reasoningTokens",
                                    HIDDEN_TOKENS,
                                    "onDisconnect",
                                    world.onDisconnect()))) {
                judge(ground, findings, world, new Scene(route, backend));
            }
        }
    }

    private record Scene(TieredRoute route, Backend backend) {}

    private static void judge(Ground ground, Findings findings, World world, Scene scene) {
        Stand stand = ground.stand();
        Instant hour = Ground.now().truncatedTo(ChronoUnit.HOURS);
        Tenant neighbour = stay(stand, scene);
        Tenant tenant = stand.administration()
                .newTenant("hanging-up", Limit.quota("day", 100_000_000), Limit.concurrent(SLOTS));
        long requests = hangUp(ground, scene, tenant);
        Usage charged = stand.reports().tokens(tenant.id());
        Usage generated = scene.backend().generated(tenant.id());
        double part = (double) charged.output() / generated.output();
        findings.note(world + ": calls that reached a node", Long.toString(requests));
        findings.note(
                world + ": charged, by source",
                stand.reports().tokensBy("tokenSource", tenant.id()).toString());
        findings.holds(
                world + ": output charged of output generated",
                charged.output() + " of " + generated.output() + " (" + Findings.number(part) + ")",
                "within a tenth",
                Math.abs(part - 1) <= MAX_ERROR);
        findings.equal(
                world + ": tokens used of the quota",
                stand.administration().level(tenant, QUOTA).path("used").asLong(-1),
                charged.total(),
                "");
        Usage counted = generated.plus(scene.backend().generated(neighbour.id()));
        findings.equal(
                world + ": difference in the reconciliation",
                stand.reports()
                        .reconcile(scene.route().id("left"), hour, hour.plus(2, ChronoUnit.HOURS), requests, counted)
                        .path("outputTokens")
                        .asLong(),
                generated.output() - charged.output(),
                " tokens");
    }

    /** Returns how many of the calls have reached a node, when all of them are in the report. */
    private static long hangUp(Ground ground, Scene scene, Tenant tenant) {
        Stand stand = ground.stand();
        awaitNothingUnderWay(stand);
        NodeMetrics before = stand.metrics();
        int calls = ground.part(CALLS, CALLS_LEAST);
        ground.callers()
                .openLoop(
                        List.of(leavers(ground, scene, tenant)),
                        Duration.ofMillis(Math.round(calls / PER_SECOND * 1_000)))
                .join();
        awaitNothingUnderWay(stand);
        long requests = Math.round(stand.metrics().since(before).sum("tollgate_requests_seconds_count"));
        Ground.await(
                "all of them are in the report",
                PATIENCE,
                () -> requests
                        == stand.reports().row(tenant.id()).path("requests").asLong());
        return requests;
    }

    private static void awaitNothingUnderWay(Stand stand) {
        Ground.await("every call has ended", PATIENCE, () -> stand.metrics().sum("tollgate_usage_open") == 0);
    }

    /** A deployment has been used before by somebody who stays. */
    private static Tenant stay(Stand stand, Scene scene) {
        Tenant neighbour = stand.administration().newTenant("staying");
        var fields = Bodies.chatFields("Go on.", OUTPUT_TOKENS);
        fields.put("model", scene.route().model());
        fields.put("user", neighbour.id());
        fields.put("stream", true);
        String body = Json.write(fields);
        List<Integer> statuses = Crowd.run(
                WHOLE_STREAMS * stand.nodes(),
                stand.nodes(),
                call -> stand.caller(call % stand.nodes(), neighbour).chat(body).status());
        if (statuses.stream().anyMatch(status -> status != 200)) {
            throw new AssertionError("not all streams were served: " + statuses);
        }
        return neighbour;
    }

    private static Source leavers(Ground ground, Scene scene, Tenant tenant) {
        var random = new SplittableRandom(ground.seed());
        var next = new AtomicInteger();
        String streamed = Bodies.streamedChat("Go on.", 2 * OUTPUT_TOKENS)
                .replace(Bodies.CHAT_MODEL, scene.route().model());
        String whole = Bodies.chat("Go on.", 2 * OUTPUT_TOKENS)
                .replace(Bodies.CHAT_MODEL, scene.route().model());
        return new SteadySource(PER_SECOND, 0, () -> {
            int number = next.getAndIncrement();
            return new Shot(
                            ground.stand().node(number % ground.stand().nodes()),
                            tenant.key(),
                            tenant.id(),
                            number % 3 == 0 ? whole : streamed,
                            OUTPUT_TOKENS)
                    .leavingAfter(random.nextInt(LATEST_LEAVE_MILLIS));
        });
    }
}
