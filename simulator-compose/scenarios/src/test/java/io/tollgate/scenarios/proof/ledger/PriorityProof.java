package io.tollgate.scenarios.proof.ledger;

import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.load.Samples;
import io.tollgate.scenarios.load.Shot;
import io.tollgate.scenarios.load.Source;
import io.tollgate.scenarios.load.SteadySource;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Arrivals;
import io.tollgate.scenarios.stand.Backend;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import io.tollgate.scenarios.stand.TestRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A provisioned deployment of 100,000 tokens a minute, burst 2 s, of which 30,000 are reserved for the most urgent class: the
 * least urgent class alone, beside a burst of the most urgent, in equal parts with it, and refused a thousand times.
 */
final class PriorityProof implements Proof {

    private static final String BACKEND = "ptu-1";
    private static final long PER_MINUTE = 100_000;
    private static final long BURST = 3_333;
    private static final long RESERVED = 30_000;
    private static final double SECONDS_PER_MINUTE = 60;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int OUTPUT_TOKENS = 40;
    private static final String BODY = Bodies.chat(Bodies.words(190), OUTPUT_TOKENS);

    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Duration ALONE = Duration.ofSeconds(120);
    private static final Duration ALONE_LEAST = Duration.ofSeconds(12);
    private static final Duration BESIDE = Duration.ofSeconds(60);
    private static final Duration BESIDE_LEAST = Duration.ofSeconds(6);
    /** A busy machine sends late what was due evenly, and then all at once. */
    private static final double MOST_LATE_BRIEFLY = 0.6;

    private static final int CALLERS_OF_A_CLASS = 9;

    private final String[] phases = {"kept", "lent", "mixed", "refused"};

    @Override
    public String name() {
        return "priority";
    }

    /** Two tenants, one route to one deployment, and what one request draws. */
    private record Scene(
            Ground ground, Findings findings, TestRoute route, Supplier<java.net.URI> nodes, Tenant high, Tenant low) {

        Shot shot(Tenant tenant, String phase) {
            String body = BODY.replace(Bodies.CHAT_MODEL, route.model());
            return new Shot(nodes.get(), tenant.key(), tag(tenant, phase), body, OUTPUT_TOKENS);
        }

        Arrivals arrivals(Tenant tenant, String phase) {
            return ground.stand().backends().arrivals(tag(tenant, phase));
        }

        Source steady(Tenant tenant, String phase, double perSecond, double fromSeconds) {
            return new SteadySource(perSecond, fromSeconds, () -> shot(tenant, phase));
        }

        String tag(Tenant tenant, String phase) {
            return tenant.id() + "-" + phase;
        }

        void reserve(boolean lendable) {
            route.limit(Map.of(
                    "tokensPerMinute",
                    PER_MINUTE,
                    "tokenBurst",
                    BURST,
                    "reserves",
                    List.of(Map.of(
                            "priorityClass", "interactive", "tokensPerMinute", RESERVED, "lendable", lendable))));
        }
    }

    @Override
    public void run(Ground ground, Findings findings) {
        Stand stand = ground.stand();
        Tenant high = stand.administration().newTenant("urgent", Map.of("priority", "interactive"), List.of());
        Tenant low = stand.administration().newTenant("patient", Map.of("priority", "batch"), List.of());
        Backend ptu = stand.backends().named(BACKEND);
        var capacity = Map.<String, Object>of(
                "tokensPerMinute", PER_MINUTE,
                "bucketSeconds", BURST * SECONDS_PER_MINUTE / PER_MINUTE,
                "inputWeight", 1,
                "cachedWeight", 1,
                "outputWeight", 1);
        var latency = Map.of("timeToFirstTokenMillis", Map.of("mean", 250, "stdDev", 80), "perTokenMillis", 0);
        try (var _ = ptu.change(Bodies.CHAT_MODEL, Map.of("ptu", capacity, "latency", latency));
                var route = stand.administration().routeTo(ptu, Bodies.CHAT_MODEL)) {
            var scene = new Scene(ground, findings, route, new LivingNodes(stand), high, low);
            scene.reserve(false);
            double tokens = learn(scene);
            double reservedPerSecond = RESERVED / SECONDS_PER_MINUTE / tokens;
            keep(scene, tokens);
            refuse(scene, reservedPerSecond);
            scene.reserve(true);
            lend(scene, tokens, reservedPerSecond);
            mix(scene);
        }
    }

    /** Lets every node learn what a request draws. */
    private static double learn(Scene scene) {
        Duration length = Duration.ofSeconds(4);
        scene.ground
                .callers()
                .openLoop(List.of(scene.steady(scene.low, "learn", 3, 0)), length)
                .join();
        scene.ground
                .callers()
                .openLoop(List.of(scene.steady(scene.high, "learn", 3, 0)), length)
                .join();
        Arrivals learnt = scene.arrivals(scene.high, "learn");
        double tokens = learnt.total() / (double) learnt.all().size();
        scene.findings.note("a request draws", Findings.number(tokens) + " tokens");
        return tokens;
    }

    private void keep(Scene scene, double tokens) {
        Duration length = scene.ground.part(ALONE, ALONE_LEAST);
        double perSecond = 2 * PER_MINUTE / SECONDS_PER_MINUTE / tokens;
        Samples samples = scene.ground
                .callers()
                .openLoop(List.of(scene.steady(scene.low, phases[0], perSecond, 0)), length)
                .join();
        Window window = window(scene.arrivals(scene.low, phases[0]), length, length);
        String what = "low alone, never lent";
        // Refilled with 67,667 and a burst of 2,333: 70,000 in a minute.
        scene.findings.atMost(
                what + ", fullest " + window.seconds + " s", window.most, 67_667 * window.minutes() + 2_333, " tokens");
        scene.findings.atLeast(
                what + ", emptiest " + window.seconds + " s",
                window.least,
                65_000 * window.minutes() - window.grain(tokens),
                " tokens");
        scene.findings.atMost(what + ", longest gap", window.gapSeconds, 10, " s");
        long silent = samples.that(sample -> sample.status() == 429 && sample.retryAfter() == null)
                .size();
        scene.findings.equal(what + ", refusals without Retry-After", silent, 0, "");
        scene.findings.note(what + ", answers", samples.statuses().toString());
    }

    private void lend(Scene scene, double tokens, double reservedPerSecond) {
        Duration alone = scene.ground.part(ALONE, ALONE_LEAST);
        Duration beside = scene.ground.part(BESIDE, BESIDE_LEAST);
        double perSecond = 2 * PER_MINUTE / SECONDS_PER_MINUTE / tokens;
        Samples samples = scene.ground
                .callers()
                .openLoop(
                        List.of(
                                scene.steady(scene.low, phases[1], perSecond, 0),
                                scene.steady(scene.high, phases[1], reservedPerSecond, alone.toSeconds())),
                        alone.plus(beside))
                .join();
        Window window = window(scene.arrivals(scene.low, phases[1]), alone, alone);
        scene.findings.atLeast(
                "low alone, lent, emptiest " + window.seconds + " s",
                window.least,
                97_000 * window.minutes() - window.grain(tokens),
                " tokens");
        Samples high = samples.of(scene.tag(scene.high, phases[1]));
        scene.findings.atMost(
                "then high at 30,000 a minute, refused",
                high.size() - high.served().size(),
                scene.ground.bound(0, high.size() * MOST_LATE_BRIEFLY),
                " of " + high.size());
        Arrivals arrivals = scene.arrivals(scene.high, phases[1]);
        long first = arrivals.all().getFirst().micros();
        scene.findings.atLeast(
                "then high, in its first second",
                arrivals.between(first, first + MICROS_PER_SECOND).total(),
                RESERVED / SECONDS_PER_MINUTE,
                " tokens");
    }

    private void mix(Scene scene) {
        Duration length = scene.ground.part(ALONE, ALONE_LEAST);
        List<CompletableFuture<Samples>> runs = new ArrayList<>();
        for (int i = 0; i < CALLERS_OF_A_CLASS; i++) {
            List<Supplier<Shot>> pair =
                    List.of(() -> scene.shot(scene.high, phases[2]), () -> scene.shot(scene.low, phases[2]));
            runs.add(Crowd.later(
                            i * 230L, () -> scene.ground.callers().closedLoop(pair, Duration.ofMillis(1_500), length))
                    .thenCompose(run -> run));
        }
        List<Samples> all = runs.stream().map(CompletableFuture::join).toList();
        var samples =
                new Samples(all.stream().flatMap(each -> each.all().stream()).toList());
        Samples high = samples.of(scene.tag(scene.high, phases[2]));
        Samples low = samples.of(scene.tag(scene.low, phases[2]));
        scene.findings.atLeast(
                "mixed 1:1, high served at the first try",
                100.0 * high.served().size() / high.size(),
                99,
                " % of " + high.size());
        scene.findings.note("mixed 1:1, low served", low.served().size() + " of " + low.size());
    }

    private void refuse(Scene scene, double reservedPerSecond) {
        Samples samples = scene.ground
                .callers()
                .openLoop(
                        List.of(
                                scene.steady(scene.low, phases[3], 150, 0),
                                scene.steady(scene.high, phases[3], reservedPerSecond, 3)),
                        Duration.ofSeconds(9))
                .join();
        Samples high = samples.of(scene.tag(scene.high, phases[3]));
        long refused = samples.of(scene.tag(scene.low, phases[3])).count(429);
        scene.findings.atLeast("low refused", refused, 1_000, " times");
        scene.findings.atMost(
                "meanwhile high at 30,000 a minute, refused",
                high.size() - high.served().size(),
                scene.ground.bound(0, high.size() * MOST_LATE_BRIEFLY),
                " of " + high.size());
    }

    private record Window(long seconds, long most, long least, double gapSeconds) {
        double minutes() {
            return seconds / SECONDS_PER_MINUTE;
        }

        /** A window of a few seconds begins and ends between two requests; in a minute's that does not show. */
        double grain(double tokensOfARequest) {
            return seconds < SECONDS_PER_MINUTE ? tokensOfARequest : 0;
        }
    }

    /** Any minute, or any half of a shorter run, of the arrivals' first {@code part}. */
    private static Window window(Arrivals arrivals, Duration length, Duration part) {
        Duration window = length.compareTo(MINUTE.multipliedBy(2)) < 0 ? length.dividedBy(2) : MINUTE;
        long micros = window.toSeconds() * MICROS_PER_SECOND;
        long from = arrivals.all().getFirst().micros();
        long to = from + part.toSeconds() * MICROS_PER_SECOND;
        Arrivals counted = arrivals.between(from, to);
        return new Window(
                window.toSeconds(),
                counted.fullest(micros),
                counted.emptiest(micros, from, to),
                counted.longestGapMicros(from, to) / (double) MICROS_PER_SECOND);
    }
}
