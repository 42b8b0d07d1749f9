package io.tollgate.scenarios.proof.ledger;

import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.load.Samples;
import io.tollgate.scenarios.load.Shot;
import io.tollgate.scenarios.load.Source;
import io.tollgate.scenarios.load.SteadySource;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import io.tollgate.scenarios.stand.watch.NodeMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What Redis is asked. Far from four limits: 1,000 requests a second over 100 tenants. Then four limits of which one can only be
 * decided exactly, so that every request is a reservation and a settlement of its own.
 */
final class LeaseProof implements Proof {

    private static final Duration LENGTH = Duration.ofSeconds(60);
    private static final Duration LEAST = Duration.ofSeconds(6);
    private static final Duration EXACT = Duration.ofSeconds(10);
    private static final Duration EXACT_LEAST = Duration.ofSeconds(3);
    private static final int TENANTS = 100;
    private static final int LEAST_TENANTS = 20;
    private static final double PER_SECOND_AND_TENANT = 10;
    private static final double EXACT_PER_SECOND = 100;
    private static final int FIRST_TOKEN_MILLIS = 20;
    private static final String ADMISSION = "stage=\"admission\"";

    @Override
    public String name() {
        return "lease";
    }

    @Override
    public void run(Ground ground, Findings findings) {
        try (var pace = RealisticPace.exactly(ground.stand(), FIRST_TOKEN_MILLIS)) {
            WarmUp.of(ground, pace.model());
            proveLeases(ground, findings, pace.model());
            proveExact(ground, findings, pace.model());
        }
    }

    private static void proveLeases(Ground ground, Findings findings, String model) {
        Stand stand = ground.stand();
        Duration length = ground.part(LENGTH, LEAST);
        var nodes = new LivingNodes(stand);
        int number = ground.part(TENANTS, LEAST_TENANTS);
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Tenant tenant = farFromItsLimits(stand);
            String body = Bodies.chat("Say hello, tenant " + i + ".", 20).replace(Bodies.CHAT_MODEL, model);
            double phase = i / (PER_SECOND_AND_TENANT * number);
            sources.add(new SteadySource(
                    PER_SECOND_AND_TENANT, phase, () -> new Shot(nodes.get(), tenant.key(), "leased", body, 5)));
        }
        ground.callers()
                .openLoop(sources, ground.part(Duration.ofSeconds(20), Duration.ofSeconds(5)))
                .join();
        NodeMetrics before = stand.metrics();
        try (var watch = stand.watchRedis()) {
            Samples samples = ground.callers().openLoop(again(sources), length).join();
            findings.note(
                    "leases, rate",
                    Findings.number(samples.size() / (double) length.toSeconds()) + " requests/s over " + number
                            + " tenants with four limits each");
            findings.equal(
                    "leases, answers that are not a whole 200",
                    samples.size() - samples.served().size(),
                    0,
                    "");
            var asked = watch.from(stand.nodePorts());
            findings.atMost(
                    "leases, script calls of the nodes per request",
                    asked.scriptCalls() / (double) samples.size(),
                    ground.bound(0.05, 0.1),
                    "");
            findings.note(
                    "leases, all commands of the nodes per request",
                    Findings.number(asked.total() / (double) samples.size()) + " " + asked.counts());
        }
        NodeMetrics since = stand.metrics().since(before);
        WindowProof.noteRegimes(findings, since);
        findings.atMost(
                "leases, p99 of the admission stage",
                since.percentile(99, "tollgate_stage_seconds", ADMISSION) * 1_000,
                ground.bound(0.1, 25),
                " ms (a bucket's bound)");
    }

    /** Sources that have been used know what is due next only for the run that is over. */
    private static List<Source> again(List<Source> used) {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < used.size(); i++) {
            double phase = i / (PER_SECOND_AND_TENANT * used.size());
            sources.add(new SteadySource(PER_SECOND_AND_TENANT, phase, used.get(i)::shot));
        }
        return sources;
    }

    private static Tenant farFromItsLimits(Stand stand) {
        return stand.administration()
                .newTenant(
                        "far",
                        Map.of("limits", List.of(Limit.tokens(1_000_000, 1_000_000), Limit.requests(60_000, 60_000))),
                        List.of(Limit.tokens(900_000, 900_000), Limit.requests(50_000, 50_000)));
    }

    private static void proveExact(Ground ground, Findings findings, String model) {
        Stand stand = ground.stand();
        Duration length = ground.part(EXACT, EXACT_LEAST);
        var nodes = new LivingNodes(stand);
        Tenant tenant = stand.administration()
                .newTenant(
                        "exact",
                        Map.of("limits", List.of(Limit.tokens(1_000_000, 1_000_000), Limit.concurrent(1_000))),
                        List.of(Limit.tokens(900_000, 900_000), Limit.requests(50_000, 50_000)));
        String body = Bodies.chat("Say hello.", 20).replace(Bodies.CHAT_MODEL, model);
        Source source =
                new SteadySource(EXACT_PER_SECOND, 0, () -> new Shot(nodes.get(), tenant.key(), "exact", body, 5));
        NodeMetrics before = stand.metrics();
        try (var watch = stand.watchRedis()) {
            Samples samples = ground.callers().openLoop(List.of(source), length).join();
            double number = samples.size();
            findings.equal(
                    "exact, answers that are not a whole 200",
                    samples.size() - samples.served().size(),
                    0,
                    "");
            var asked = watch.from(stand.nodePorts());
            List<Double> perRequest = asked.scripts().values().stream()
                    .map(calls -> calls / number)
                    .filter(calls -> calls > 0.5)
                    .sorted()
                    .toList();
            findings.holds(
                    "exact with 4 limits, calls per request of each script that requests call",
                    perRequest.stream().map(Findings::number).toList().toString(),
                    "two scripts (reserve, settle), each 1.00 ± 0.02",
                    perRequest.size() == 2 && perRequest.stream().allMatch(calls -> calls >= 0.98 && calls <= 1.02));
            findings.note("exact, all commands of the nodes", asked.counts().toString());
        }
        NodeMetrics since = stand.metrics().since(before);
        findings.note(
                "exact, p99 of the admission stage",
                Findings.number(since.percentile(99, "tollgate_stage_seconds", ADMISSION) * 1_000)
                        + " ms (a bucket's bound)");
    }
}
