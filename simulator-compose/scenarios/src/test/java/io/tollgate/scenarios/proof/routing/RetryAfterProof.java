package io.tollgate.scenarios.proof.routing;

import io.tollgate.scenarios.calls.Bodies;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A provisioned deployment that asks to be left alone is, for exactly as long as it asks, or until the cap, by all nodes. */
final class RetryAfterProof implements Proof {

    private static final double PER_SECOND = 60;
    private static final int OUTPUT_TOKENS = 3;
    private static final long ASKED_MILLIS = 800;
    private static final long CAP_MILLIS = 3_000;
    private static final long DAY_MILLIS = 86_400_000;

    /** What was on its way when the refusal arrived, and what other nodes sent before they had heard of it. */
    private static final long ON_ITS_WAY_MILLIS = 40;

    private static final long ON_ITS_WAY_MILLIS_BRIEFLY = 200;

    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final long PROMPT_MILLIS = 200;
    private static final long PROMPT_MILLIS_BRIEFLY = 1_500;

    @Override
    public String name() {
        return "retry-after";
    }

    @Override
    public void run(Ground ground, Findings findings) {
        prove(ground, findings, "retry-after-ms: 800", ASKED_MILLIS, ASKED_MILLIS, false);
        prove(ground, findings, "retry-after-ms: 800, limits declared", ASKED_MILLIS, ASKED_MILLIS, true);
        prove(ground, findings, "Retry-After: 86400, cap 3 s", DAY_MILLIS, CAP_MILLIS, false);
    }

    private static void prove(
            Ground ground, Findings findings, String what, long askedMillis, long wantedMillis, boolean declared) {
        Stand stand = ground.stand();
        Backend ptu = stand.backends().named("ptu-1");
        var capacity = Map.of("tokensPerMinute", 600_000, "bucketSeconds", 10);
        Map<String, Object> fields = declared
                ? Map.of("capacity", "ptu", "limits", Map.of("tokensPerMinute", 600_000, "tokenBurst", 100_000))
                : Map.of("capacity", "ptu", "breaker", Map.of("mostRetryAfterMillis", CAP_MILLIS));
        Tenant tenant = stand.administration().newTenant("retry-after");
        try (var _ = ptu.change(Bodies.CHAT_MODEL, Map.of("ptu", capacity));
                var route = stand.administration()
                        .newRoute()
                        .deployment("ptu", ptu.url(), Bodies.CHAT_MODEL, fields)
                        .deployment("payg", stand.backends().named("payg-1").url(), Bodies.CHAT_MODEL)
                        .tier("ptu")
                        .tier("payg")
                        .open()) {
            // What is new to a node is slow for a moment: what it has planned must have arrived before it is told to
            // stay away.
            ground.callers()
                    .openLoop(List.of(source(stand, tenant, route, "warm-up")), WARM_UP)
                    .join();
            ptu.reset();
            var source = source(stand, tenant, route, tenant.id());
            var run = ground.callers().openLoop(List.of(source), Duration.ofMillis(1_000 + wantedMillis + 2_000));
            run.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS);
            try (var _ = refuseOnceSoon(ptu, askedMillis)) {
                Samples samples = run.join();
                findings.equal(
                        what + ", answers other than 200",
                        samples.size() - samples.served().size(),
                        0,
                        "");
            }
            judge(ground, findings, what, ptu.received(tenant.id()), wantedMillis);
        }
    }

    private static Source source(Stand stand, Tenant tenant, TieredRoute route, String tag) {
        var turn = new AtomicInteger();
        String body = Bodies.chat("Go on.", OUTPUT_TOKENS).replace(Bodies.CHAT_MODEL, route.model());
        return new SteadySource(
                PER_SECOND,
                0,
                () -> new Shot(
                        stand.node(turn.getAndIncrement() % stand.nodes()), tenant.key(), tag, body, OUTPUT_TOKENS));
    }

    /** The next request is refused, once. */
    private static Backend.Change refuseOnceSoon(Backend ptu, long askedMillis) {
        return ptu.change(
                Bodies.CHAT_MODEL,
                Map.of(
                        "faults",
                        List.of(Map.of("kind", "status", "status", 429, "retryAfterMillis", askedMillis, "count", 1))));
    }

    private static void judge(
            Ground ground, Findings findings, String what, List<Backend.Received> received, long wantedMillis) {
        Instant refused = received.stream()
                .filter(each -> each.status() == 429)
                .map(Backend.Received::at)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was refused, of " + received.size()));
        List<Long> after = received.stream()
                .map(each -> Duration.between(refused, each.at()).toMillis())
                .filter(millis -> millis > ground.bound(ON_ITS_WAY_MILLIS, ON_ITS_WAY_MILLIS_BRIEFLY))
                .toList();
        long early = after.stream().filter(millis -> millis < wantedMillis).count();
        findings.equal(what + ", requests to it meanwhile", early, 0, "");
        long first = after.stream()
                .filter(millis -> millis >= wantedMillis)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        findings.atMost(
                what + ", used again so long after",
                first - wantedMillis,
                ground.bound(PROMPT_MILLIS, PROMPT_MILLIS_BRIEFLY),
                " ms");
    }
}
