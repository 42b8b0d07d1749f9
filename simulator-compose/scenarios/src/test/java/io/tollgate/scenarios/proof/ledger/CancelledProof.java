package io.tollgate.scenarios.proof.ledger;

import static org.awaitility.Awaitility.await;

import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.calls.Stopwatch;
import io.tollgate.scenarios.load.Samples;
import io.tollgate.scenarios.load.Shot;
import io.tollgate.scenarios.load.Source;
import io.tollgate.scenarios.load.SteadySource;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Administration;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** 10,000 streams that their callers leave: before the head, in the middle, near the end. */
final class CancelledProof implements Proof {

    private static final int STREAMS = 10_000;
    private static final int LEAST_STREAMS = 800;
    private static final double PER_SECOND = 200;
    private static final int SLOTS = 400;
    private static final int OUTPUT_TOKENS = 40;
    private static final int FIRST_TOKEN_MILLIS = 60;
    private static final double TOKEN_MILLIS = 6;

    /** A little longer than a stream takes, so that some callers stay. */
    private static final int LATEST_LEAVE_MILLIS = 600;

    private static final Duration FREE_WITHIN = Duration.ofSeconds(5);
    private static final String SLOTS_LIMIT = "tenant:concurrent-requests";

    @Override
    public String name() {
        return "cancelled";
    }

    @Override
    public void run(Ground ground, Findings findings) {
        int streams = ground.part(STREAMS, LEAST_STREAMS);
        Administration administration = ground.stand().administration();
        Tenant tenant =
                administration.newTenant("leaving", Limit.tokens(100_000_000, 100_000_000), Limit.concurrent(SLOTS));
        try (var pace = RealisticPace.of(ground.stand(), FIRST_TOKEN_MILLIS, TOKEN_MILLIS)) {
            WarmUp.of(ground, Duration.ofSeconds(2), pace.model());
            var random = new SplittableRandom(7);
            var nodes = new LivingNodes(ground.stand());
            String body = Bodies.streamedChat("Go on.", 2 * OUTPUT_TOKENS).replace(Bodies.CHAT_MODEL, pace.model());
            Source source = new SteadySource(
                    PER_SECOND, 0, () -> new Shot(nodes.get(), tenant.key(), tenant.id(), body, OUTPUT_TOKENS)
                            .leavingAfter(random.nextInt(LATEST_LEAVE_MILLIS)));
            Duration length = Duration.ofMillis(Math.round(streams / PER_SECOND * 1_000));
            Samples samples = ground.callers().openLoop(List.of(source), length).join();
            Stopwatch ended = Stopwatch.start();
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> administration.openReservations(tenant) == 0);
            Duration settled = ended.elapsed();
            judge(findings, samples);
            findings.atMost(
                    "no reservation open after the last stream",
                    settled.toMillis() / 1000.0,
                    FREE_WITHIN.toSeconds(),
                    " s");
            findings.equal(
                    "slots taken",
                    administration.level(tenant, SLOTS_LIMIT).path("used").asLong(-1),
                    0,
                    "");
            judgeSlots(ground, findings, pace.model());
        }
    }

    private static void judge(Findings findings, Samples samples) {
        Samples left = samples.that(sample -> "left".equals(sample.problem()));
        long beforeHead = left.count(0);
        findings.note(
                "streams",
                samples.size() + ", left before the head " + beforeHead + ", after it " + (left.size() - beforeHead)
                        + ", stayed " + samples.served().size());
        findings.note(
                "statuses of those who did not leave",
                samples.that(sample -> !"left".equals(sample.problem()))
                        .statuses()
                        .toString());
        findings.equal(
                "other endings", samples.size() - left.size() - samples.served().size(), 0, "");
        findings.holds(
                "callers left at every moment",
                left.size() + " of " + samples.size(),
                "before and after the head",
                beforeHead > 0 && beforeHead < left.size());
    }

    /** Every slot can be taken at once, and not one more: none is lost, none is given twice. */
    private static void judgeSlots(Ground ground, Findings findings, String model) {
        int slots = 12;
        Tenant tenant = ground.stand()
                .administration()
                .newTenant("slots", Limit.tokens(100_000_000, 100_000_000), Limit.concurrent(slots));
        String body = Bodies.streamedChat("Go on.", 400).replace(Bodies.CHAT_MODEL, model);
        int nodes = ground.stand().nodes();
        List<Integer> statuses = Crowd.run(
                2 * slots,
                2 * slots,
                index -> ground.stand().caller(index % nodes, tenant).chat(body).status());
        findings.holds(
                "of " + 2 * slots + " streams at once with " + slots + " slots",
                statuses.stream().filter(status -> status == 200).count() + " served, "
                        + statuses.stream().filter(status -> status == 429).count() + " refused",
                slots + " and " + slots,
                statuses.stream().filter(status -> status == 200).count() == slots
                        && statuses.stream().filter(status -> status == 429).count() == slots);
    }
}
