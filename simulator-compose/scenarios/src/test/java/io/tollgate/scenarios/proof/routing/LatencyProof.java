package io.tollgate.scenarios.proof.routing;

import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.load.Samples;
import io.tollgate.scenarios.load.Shot;
import io.tollgate.scenarios.load.Source;
import io.tollgate.scenarios.load.SteadySource;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Backend;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import io.tollgate.scenarios.stand.TieredRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two deployments of 10 and of 100 ms that swap under load: how soon every node sends its requests to the faster one, and whether it stays so. */
final class LatencyProof implements Proof {

    private static final double PER_SECOND_AND_NODE = 40;
    private static final int FAST_MILLIS = 10;
    private static final int SLOW_MILLIS = 100;
    private static final int BEFORE_SECONDS = 12;
    private static final int FOUND_WITHIN_SECONDS = 5;
    private static final int AFTER_SECONDS = 20;
    private static final int OUTPUT_TOKENS = 8;
    private static final double LEAST_PERCENT = 95;
    private static final double LEAST_PERCENT_OF_A_SECOND = 80;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public void run(Ground ground, Findings findings) {
        Stand stand = ground.stand();
        Tenant tenant = stand.administration().newTenant("latency");
        Backend a = stand.backends().named("payg-1");
        Backend b = stand.backends().named("payg-2");
        try (var route = stand.administration()
                        .newRoute()
                        .deployment("a", a.url(), Bodies.CHAT_MODEL)
                        .deployment("b", b.url(), Bodies.CHAT_MODEL)
                        .tier(Map.of("strategy", "latency"), "a", "b")
                        .open();
                var _ = pace(a, FAST_MILLIS);
                var _ = pace(b, SLOW_MILLIS)) {
            int length = BEFORE_SECONDS + FOUND_WITHIN_SECONDS + AFTER_SECONDS;
            List<Source> sources = new ArrayList<>();
            for (int node = 0; node < stand.nodes(); node++) {
                sources.add(source(stand, tenant, route, node));
            }
            var swap = Crowd.later(BEFORE_SECONDS * 1_000L, () -> List.of(pace(a, SLOW_MILLIS), pace(b, FAST_MILLIS)));
            Samples samples = ground.callers()
                    .openLoop(sources, Duration.ofSeconds(length))
                    .join();
            swap.join().forEach(Backend.Change::close);
            findings.equal(
                    "answers other than 200", samples.size() - samples.served().size(), 0, "");
            for (int node = 0; node < stand.nodes(); node++) {
                judge(ground, findings, samples.of(tag(tenant, node)), route, "node " + (node + 1));
            }
        }
    }

    private static Backend.Change pace(Backend backend, int millis) {
        return backend.change(
                Bodies.CHAT_MODEL, Map.of("latency", Map.of("timeToFirstTokenMillis", millis, "perTokenMillis", 0)));
    }

    private static Source source(Stand stand, Tenant tenant, TieredRoute route, int node) {
        String plain = Bodies.chat("Go on.", OUTPUT_TOKENS).replace(Bodies.CHAT_MODEL, route.model());
        String streamed = Bodies.streamedChat("Go on.", OUTPUT_TOKENS).replace(Bodies.CHAT_MODEL, route.model());
        int[] turn = {0};
        return new SteadySource(
                PER_SECOND_AND_NODE,
                node / (PER_SECOND_AND_NODE * stand.nodes()),
                () -> new Shot(
                        stand.node(node),
                        tenant.key(),
                        tag(tenant, node),
                        turn[0]++ % 2 == 0 ? plain : streamed,
                        OUTPUT_TOKENS));
    }

    private static String tag(Tenant tenant, int node) {
        return tenant.id() + "-" + node;
    }

    private static void judge(Ground ground, Findings findings, Samples samples, TieredRoute route, String who) {
        findings.atLeast(
                who + ", on the faster before",
                percent(samples, BEFORE_SECONDS - 5, BEFORE_SECONDS, route.id("a")),
                ground.bound(LEAST_PERCENT, LEAST_PERCENT_OF_A_SECOND),
                " %");
        int from = BEFORE_SECONDS + FOUND_WITHIN_SECONDS;
        int to = from + AFTER_SECONDS;
        findings.atLeast(
                who + ", on the faster from 5 s after the swap on",
                percent(samples, from, to, route.id("b")),
                ground.bound(LEAST_PERCENT, LEAST_PERCENT_OF_A_SECOND),
                " %");
        double lowest = 100;
        for (int second = from; second < to; second++) {
            lowest = Math.min(lowest, percent(samples, second, second + 1, route.id("b")));
        }
        findings.atLeast(
                who + ", on the faster in its worst second then",
                lowest,
                ground.bound(LEAST_PERCENT_OF_A_SECOND, 50),
                " %");
    }

    private static double percent(Samples samples, int fromSeconds, int toSeconds, String deployment) {
        Samples part = samples.dueBetween(fromSeconds, toSeconds).served();
        return 100.0
                * part.that(sample -> deployment.equals(sample.deployment())).size()
                / Math.max(1, part.size());
    }
}
