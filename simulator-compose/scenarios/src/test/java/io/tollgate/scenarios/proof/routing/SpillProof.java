package io.tollgate.scenarios.proof.routing;

import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Usage;
import io.tollgate.scenarios.load.BurstySource;
import io.tollgate.scenarios.load.Samples;
import io.tollgate.scenarios.load.Source;
import io.tollgate.scenarios.load.SteadySource;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Backend;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import io.tollgate.scenarios.stand.TieredRoute;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A provisioned deployment that is asked for one and a half times, then three times, then half of what it has bought; sizes have heavy tails, and
 * a part of the requests names no bound of its own. Through one node and through all.
 */
final class SpillProof implements Proof {

    private static final long PER_MINUTE = 360_000;
    private static final double BUCKET_SECONDS = 10;
    private static final int OUTPUT_WEIGHT = 3;
    private static final int FIRST_TOKEN_MILLIS = 200;
    private static final int TOKEN_MILLIS = 4;
    private static final double FULLEST = 3;
    private static final Duration OVERLOADED = Duration.ofSeconds(60);
    private static final Duration OVERLOADED_LEAST = Duration.ofSeconds(15);
    private static final Duration CALM = Duration.ofSeconds(30);
    private static final Duration CALM_LEAST = Duration.ofSeconds(6);
    private static final double DIRECT_PER_SECOND = 10;
    private static final int WINDOW_SECONDS = 10;
    private static final int SECONDS_PER_MINUTE = 60;

    @Override
    public String name() {
        return "spill";
    }

    @Override
    public void run(Ground ground, Findings findings) {
        prove(ground, findings, 1);
        if (ground.isLong()) {
            prove(ground, findings, ground.stand().nodes());
        }
    }

    private static void prove(Ground ground, Findings findings, int nodes) {
        Stand stand = ground.stand();
        Backend ptu = stand.backends().named("ptu-1");
        var latency = Map.of("timeToFirstTokenMillis", FIRST_TOKEN_MILLIS, "perTokenMillis", TOKEN_MILLIS);
        try (var _ = stand.backends().change(Bodies.CHAT_MODEL, Map.of("latency", latency));
                var _ = ptu.change(
                        Bodies.CHAT_MODEL,
                        Map.of(
                                "ptu",
                                Map.of(
                                        "tokensPerMinute", PER_MINUTE,
                                        "bucketSeconds", BUCKET_SECONDS,
                                        "inputWeight", 1,
                                        "cachedWeight", 0,
                                        "outputWeight", OUTPUT_WEIGHT)));
                var route = route(stand, ptu)) {
            warmUp(ground, route);
            ptu.reset();
            new Run(ground, findings, nodes, route).judge();
        }
    }

    private static TieredRoute route(Stand stand, Backend ptu) {
        var limits = Map.of(
                "tokensPerMinute",
                PER_MINUTE,
                "tokenBurst",
                Math.round(PER_MINUTE * BUCKET_SECONDS / SECONDS_PER_MINUTE),
                "weights",
                Map.of("input", 1, "cachedInput", 0, "output", OUTPUT_WEIGHT));
        return stand.administration()
                .newRoute()
                .deployment("ptu", ptu.url(), Bodies.CHAT_MODEL, Map.of("capacity", "ptu", "limits", limits))
                .deployment("payg-a", stand.backends().named("payg-1").url(), Bodies.CHAT_MODEL)
                .deployment("payg-b", stand.backends().named("payg-2").url(), Bodies.CHAT_MODEL)
                .tier("ptu")
                .tier("payg-a", "payg-b")
                .open();
    }

    private static void warmUp(Ground ground, TieredRoute route) {
        Tenant tenant = ground.stand().administration().newTenant("spill-warm");
        var requests = new HeavyRequests(
                new SplittableRandom(3), nodes(ground.stand(), ground.stand().nodes()), tenant, route.model());
        ground.callers()
                .openLoop(
                        List.of(new SteadySource(10, 0, () -> requests.next("spill-warm"))),
                        ground.part(Duration.ofSeconds(15), Duration.ofSeconds(4)))
                .join();
    }

    private static Supplier<URI> nodes(Stand stand, int number) {
        var turn = new AtomicInteger();
        return () -> stand.node(turn.getAndIncrement() % number);
    }

    /** One run and what is said of it. */
    private static final class Run {

        private final Findings findings;
        private final Stand stand;
        private final TieredRoute route;
        private final Tenant tenant;
        private final int nodes;
        private final double overloadedSeconds;
        private final Samples samples;
        private final Samples direct;
        private final List<Backend.Second> history;

        Run(Ground ground, Findings findings, int nodes, TieredRoute route) {
            this.findings = findings;
            this.stand = ground.stand();
            this.route = route;
            this.nodes = nodes;
            this.tenant = stand.administration().newTenant("spill");
            Duration half = ground.part(OVERLOADED, OVERLOADED_LEAST);
            Duration calm = ground.part(CALM, CALM_LEAST);
            this.overloadedSeconds = 2.0 * half.toSeconds();
            var random = new SplittableRandom(17);
            var requests = new HeavyRequests(random.split(), nodes(stand, nodes), tenant, route.model());
            double perSecond = PER_MINUTE / 60.0 / HeavyRequests.meanWeight(OUTPUT_WEIGHT);
            var position = new AtomicInteger();
            Source load = new BurstySource(
                    random.split(),
                    new BurstySource.Rhythm(1e9, 1e-6, FULLEST * perSecond),
                    second -> {
                        position.set(second < half.toSeconds() ? 0 : second < overloadedSeconds ? 1 : 2);
                        return share(position.get());
                    },
                    () -> requests.next(phase(position.get())));
            var run = ground.callers()
                    .openLoop(List.of(load), half.multipliedBy(2).plus(calm));
            var straight = new HeavyRequests(
                    random.split(), () -> stand.backends().named("payg-1").url(), null, Bodies.CHAT_MODEL);
            var beside = ground.callers()
                    .openLoop(
                            List.of(new SteadySource(
                                    DIRECT_PER_SECOND, 0, () -> straight.direct(stand.backendKey(), "spill-direct"))),
                            half.multipliedBy(2));
            this.samples = run.join();
            this.direct = beside.join();
            int ago = (int) Math.ceil(overloadedSeconds + calm.toSeconds()) + 5;
            this.history = stand.backends().named("ptu-1").utilisation(Bodies.CHAT_MODEL, ago);
        }

        private String phase(int index) {
            return tenant.id() + "-" + index;
        }

        private static double share(int phase) {
            return switch (phase) {
                case 0 -> 1.5 / FULLEST;
                case 1 -> 1;
                default -> 0.5 / FULLEST;
            };
        }

        void judge() {
            findings.note(what("load"), samples.size() + " requests, answers " + samples.statuses());
            findings.equal(what("answers of 429"), samples.count(429), 0, "");
            findings.equal(
                    what("answers that are not a whole 200"),
                    samples.size() - samples.served().size(),
                    0,
                    "");
            judgeUtilisation();
            judgeRefusals();
            judgeSpill();
            judgeLatency();
        }

        private void judgeUtilisation() {
            int first = 0;
            while (first < history.size() && history.get(first).used() == 0) {
                first++;
            }
            // The first second in which something drains has begun before the first request.
            List<Backend.Second> overloaded =
                    history.subList(first + 1, Math.min(history.size(), first + (int) overloadedSeconds));
            double lowest = 100;
            for (int i = 0; i + WINDOW_SECONDS <= overloaded.size(); i++) {
                lowest = Math.min(lowest, percent(overloaded.subList(i, i + WINDOW_SECONDS)));
            }
            findings.atLeast(what("PTU used in its worst 10 s while overloaded"), lowest, 95, " %");
            findings.note(what("PTU used while overloaded"), Findings.number(percent(overloaded)) + " %");
        }

        private static double percent(List<Backend.Second> seconds) {
            return 100.0
                    * seconds.stream().mapToLong(Backend.Second::used).sum()
                    / seconds.stream().mapToLong(Backend.Second::bought).sum();
        }

        private void judgeRefusals() {
            Backend ptu = stand.backends().named("ptu-1");
            long asked = 0;
            long refused = 0;
            for (int phase = 0; phase < 3; phase++) {
                var received = ptu.received(phase(phase));
                asked += received.size();
                refused +=
                        received.stream().filter(each -> each.status() == 429).count();
            }
            findings.atMost(what("429s drawn from PTU"), 100.0 * refused / asked, 0.5, " % of " + asked);
        }

        /** The optimum cannot be beaten: all that drains while there is overload, and a bucket that is full at its end. */
        private void judgeSpill() {
            double demand = 0;
            double spilled = 0;
            for (int phase = 0; phase < 2; phase++) {
                double onPtu = weight(stand.backends().named("ptu-1").tokens(phase(phase)));
                double all = weight(stand.backends().tokens(phase(phase)));
                demand += all;
                spilled += all - onPtu;
            }
            double bucket = PER_MINUTE * BUCKET_SECONDS / SECONDS_PER_MINUTE;
            double best = demand - PER_MINUTE * overloadedSeconds / SECONDS_PER_MINUTE - bucket;
            findings.note(
                    what("weighted tokens wanted while overloaded"),
                    Findings.number(Math.rint(demand)) + ", of which the best that could be would spill "
                            + Findings.number(Math.rint(best)));
            findings.atMost(what("spilled above the optimum"), 100 * (spilled - best) / best, 3, " %");
            double calmSpill = weight(stand.backends().tokens(phase(2)))
                    - weight(stand.backends().named("ptu-1").tokens(phase(2)));
            findings.note(
                    what("spilled at half load"),
                    Findings.number(100 * calmSpill / weight(stand.backends().tokens(phase(2)))) + " % of its tokens");
        }

        private static double weight(Usage usage) {
            return usage.input() + (double) OUTPUT_WEIGHT * usage.output();
        }

        private void judgeLatency() {
            Samples spilled = samples.that(sample -> sample.served()
                    && sample.deployment() != null
                    && !sample.deployment().equals(route.id("ptu"))
                    && sample.streamed());
            Samples straight = direct.that(sample -> sample.served() && sample.streamed());
            findings.atMost(
                    what("p95 to the head of a spilled stream, beyond pay-as-you-go direct"),
                    spilled.headMillis(95) - straight.headMillis(95),
                    10,
                    " ms");
            findings.note(
                    what("p95 to the head"),
                    Findings.number(spilled.headMillis(95)) + " ms spilled, " + Findings.number(straight.headMillis(95))
                            + " ms direct, of " + spilled.size() + " and " + straight.size());
        }

        private String what(String text) {
            return (nodes == 1 ? "1 node, " : nodes + " nodes, ") + text;
        }
    }
}
