package io.tollgate.scenarios.proof.routing;

import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.calls.RecordingBackend;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Backend;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import io.tollgate.scenarios.stand.TieredRoute;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Deployments of equal preference share evenly or by weight, over all nodes; tiers are used in their order. */
final class BalanceProof implements Proof {

    private static final int REQUESTS = 600;
    private static final int REQUESTS_LEAST = 300;
    private static final double MOST_OFF = 0.02;
    private static final int CALLERS = 20;
    private static final int OUTPUT_TOKENS = 5;

    @Override
    public String name() {
        return "balance";
    }

    @Override
    public void run(Ground ground, Findings findings) {
        takeTurns(ground, findings);
        weigh(ground, findings);
        spillInOrder(ground, findings, false);
        spillInOrder(ground, findings, true);
    }

    private static void takeTurns(Ground ground, Findings findings) {
        try (var route = twoOf(ground.stand(), Map.of("strategy", "round-robin"))) {
            Map<String, Long> served = served(findings, "round robin", call(ground, route));
            double percent = 100.0 * served.getOrDefault(route.id("a"), 0L) / requests(ground);
            findings.holds(
                    "round robin, first deployment's part",
                    Findings.number(percent) + " %",
                    "50 % ± 2",
                    Math.abs(percent - 50) <= 2);
        }
    }

    private static void weigh(Ground ground, Findings findings) {
        try (var route = twoOf(ground.stand(), Map.of("strategy", "weighted", "weights", Map.of("a", 2, "b", 1)))) {
            Map<String, Long> served = served(findings, "weighted 2:1", call(ground, route));
            long first = served.getOrDefault(route.id("a"), 0L);
            long wanted = requests(ground) * 2L / 3;
            long off = Math.round(MOST_OFF * requests(ground));
            findings.holds(
                    "weighted 2:1, first deployment's requests",
                    Long.toString(first),
                    wanted + " ± " + off,
                    Math.abs(first - wanted) <= off);
        }
    }

    private static TieredRoute twoOf(Stand stand, Map<String, Object> tier) {
        return stand.administration()
                .newRoute()
                .deployment("a", stand.backends().named("payg-1").url(), Bodies.CHAT_MODEL)
                .deployment("b", stand.backends().named("payg-2").url(), Bodies.CHAT_MODEL)
                .tier(tier, "a", "b")
                .open();
    }

    /** p1; p2, p2; p3 with p1 full: known beforehand where the deployment's limits are declared, else from its refusals. */
    private static void spillInOrder(Ground ground, Findings findings, boolean declared) {
        Stand stand = ground.stand();
        String what = declared ? "tiers, limits declared" : "tiers, limits not declared";
        Backend first = stand.backends().named("ptu-1");
        Map<String, Object> ptu = Map.of(
                "tokensPerMinute", 12_000, "bucketSeconds", 5, "inputWeight", 1, "cachedWeight", 1, "outputWeight", 1);
        Map<String, Object> limits =
                declared ? Map.of("limits", Map.of("tokensPerMinute", 12_000, "tokenBurst", 1_000)) : Map.of();
        try (var last = RecordingBackend.start();
                var _ = first.change(Bodies.CHAT_MODEL, Map.of("ptu", ptu));
                var route = stand.administration()
                        .newRoute()
                        .deployment("p1", first.url(), Bodies.CHAT_MODEL, limits)
                        .deployment("p2a", stand.backends().named("payg-1").url(), Bodies.CHAT_MODEL)
                        .deployment("p2b", stand.backends().named("payg-2").url(), Bodies.CHAT_MODEL)
                        .deployment("p3", last.url(), "recorded")
                        .tier("p1")
                        .tier("p2a", "p2b")
                        .tier("p3")
                        .open()) {
            first.reset();
            Map<String, Long> served = served(findings, what, call(ground, route));
            long left = served.getOrDefault(route.id("p2a"), 0L);
            long right = served.getOrDefault(route.id("p2b"), 0L);
            findings.atLeast(what + ", served by p1", served.getOrDefault(route.id("p1"), 0L), 20, "");
            findings.atLeast(what + ", served by p2", left + right, 20, "");
            findings.holds(
                    what + ", p2's halves",
                    left + " and " + right,
                    "even within 2 % and 2 requests",
                    Math.abs(left - right) <= 0.04 * (left + right) + 2);
            findings.equal(what + ", requests that reached p3", last.received().size(), 0, "");
        }
    }

    private static int requests(Ground ground) {
        return ground.part(REQUESTS, REQUESTS_LEAST);
    }

    private static List<Answer> call(Ground ground, TieredRoute route) {
        Stand stand = ground.stand();
        Tenant tenant = stand.administration().newTenant("balance");
        String body = Bodies.chat(Bodies.words(10), OUTPUT_TOKENS).replace(Bodies.CHAT_MODEL, route.model());
        return Crowd.run(requests(ground), CALLERS, index -> stand.caller(index % stand.nodes(), tenant)
                .chat(body));
    }

    private static Map<String, Long> served(Findings findings, String what, List<Answer> answers) {
        findings.equal(
                what + ", answers other than 200",
                answers.stream().filter(answer -> answer.status() != 200).count(),
                0,
                "");
        Map<String, Long> served = answers.stream()
                .filter(answer -> answer.status() == 200)
                .collect(
                        Collectors.groupingBy(answer -> answer.header("x-tollgate-deployment"), Collectors.counting()));
        findings.note(what + ", served by", served.toString());
        return served;
    }
}
