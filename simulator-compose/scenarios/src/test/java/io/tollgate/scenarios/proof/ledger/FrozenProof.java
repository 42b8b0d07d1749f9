package io.tollgate.scenarios.proof.ledger;

import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.calls.Stopwatch;
import io.tollgate.scenarios.load.Sample;
import io.tollgate.scenarios.load.Samples;
import io.tollgate.scenarios.load.Shot;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** 50 callers while Redis is away: frozen, or killed and started again with nothing in its memory. */
final class FrozenProof implements Proof {

    /** How Redis goes away and comes back. */
    enum Outage {
        FROZEN("frozen") {
            @Override
            void begin(Stand stand) {
                stand.redis().freeze();
            }

            @Override
            void end(Stand stand) {
                stand.redis().thaw();
            }
        },
        KILLED("killed") {
            @Override
            void begin(Stand stand) {
                stand.redis().kill();
            }

            @Override
            void end(Stand stand) {
                stand.redis().forget();
                stand.redis().restart();
            }
        };

        private final String text;

        Outage(String text) {
            this.text = text;
        }

        abstract void begin(Stand stand);

        abstract void end(Stand stand);
    }

    private static final Duration BEFORE = Duration.ofSeconds(15);
    private static final Duration AWAY = Duration.ofSeconds(90);
    private static final Duration AFTER = Duration.ofSeconds(15);
    private static final Duration LEAST = Duration.ofSeconds(4);
    private static final int CLOSED_CALLERS = 15;
    private static final int SHARE_CALLERS = 20;
    private static final int OPEN_CALLERS = 15;
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final int ANSWER_MILLIS = 50;
    private static final long PER_MINUTE = 60_000;
    private static final long BURST = PER_MINUTE / 6;
    private static final long AMPLE = 100_000_000;
    private static final long SLOTS = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final double MOST_ADDED_MILLIS = 25;
    private static final double MOST_ADDED_MILLIS_BRIEFLY = 150;
    private static final double RETURN_SECONDS = 1.5;
    private static final double NORMAL_WITHIN_SECONDS = 2;
    private static final double NORMAL_WITHIN_SECONDS_BRIEFLY = 4;
    private static final double MOST_LOG_BYTES = 10 * 1_024;

    private final Outage outage;

    FrozenProof(Outage outage) {
        this.outage = outage;
    }

    @Override
    public String name() {
        return outage.text;
    }

    /**
     * What happened.
     *
     * @param awaySecond of the run when Redis went away
     * @param backSecond of the run when it was back
     * @param awayMicros the same as {@code awaySecond}, since the epoch
     */
    private record Course(Samples samples, double awaySecond, double backSecond, long awayMicros) {

        double awaySeconds() {
            return backSecond - awaySecond;
        }

        long backMicros() {
            return awayMicros + (long) (awaySeconds() * MICROS_PER_SECOND);
        }

        Samples whileAway(String tag) {
            return samples.of(tag).dueBetween(awaySecond, backSecond);
        }
    }

    @Override
    public void run(Ground ground, Findings findings) {
        Stand stand = ground.stand();
        var administration = stand.administration();
        Tenant closed = administration.newTenant("closed", ample("closed"));
        Tenant share = administration.newTenant(
                "share", Limit.tokens(PER_MINUTE, BURST).whenUnavailable("local-share"));
        Tenant open = administration.newTenant("open", ample("open"));
        try (var pace = RealisticPace.exactly(stand, ANSWER_MILLIS)) {
            WarmUp.of(ground, pace.model());
            List<Supplier<Shot>> callers = new ArrayList<>();
            callers.addAll(callers(stand, CLOSED_CALLERS, closed, pace.model()));
            callers.addAll(callers(stand, SHARE_CALLERS, share, pace.model()));
            callers.addAll(callers(stand, OPEN_CALLERS, open, pace.model()));
            introduce(stand, List.of(closed, share, open), pace.model());
            long bytesBefore = stand.nodeLogBytes();
            Course course = course(ground, callers);
            double thousands = course.samples().size() / 1_000.0;
            judgeOpenAndShare(ground, findings, course, List.of(share, open));
            judgeClosed(ground, findings, course, closed);
            judgeShare(findings, course, stand, share);
            findings.atMost(
                    "log of all nodes per 1,000 requests",
                    (stand.nodeLogBytes() - bytesBefore) / thousands,
                    MOST_LOG_BYTES,
                    " bytes");
        }
    }

    /** One call of each tenant to each node: a key that a node has never seen cannot be looked up while Redis is away. */
    private static void introduce(Stand stand, List<Tenant> tenants, String model) {
        String body = Bodies.chat("Hello.", 5).replace(Bodies.CHAT_MODEL, model);
        for (Tenant tenant : tenants) {
            for (int node = 0; node < stand.nodes(); node++) {
                stand.caller(node, tenant).chat(body);
            }
        }
    }

    /** Never reached. Slots are never leased, so that each request has to ask Redis from the first moment of the outage. */
    private static Limit[] ample(String whenUnavailable) {
        return new Limit[] {
            Limit.tokens(AMPLE, AMPLE).whenUnavailable(whenUnavailable),
            Limit.concurrent(SLOTS).whenUnavailable(whenUnavailable)
        };
    }

    private static List<Supplier<Shot>> callers(Stand stand, int number, Tenant tenant, String model) {
        var random = new SplittableRandom(tenant.id().hashCode());
        List<Supplier<Shot>> callers = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            callers.add(new Traffic(random.split(), new LivingNodes(stand), tenant, model, Traffic.Bound.MIXED));
        }
        return callers;
    }

    private Course course(Ground ground, List<Supplier<Shot>> callers) {
        Duration before = ground.part(BEFORE, LEAST);
        Duration away = ground.part(AWAY, LEAST);
        Duration whole = before.plus(away).plus(ground.part(AFTER, LEAST));
        Stopwatch run = Stopwatch.start();
        CompletableFuture<Samples> load = ground.callers().closedLoop(callers, PAUSE, whole);
        Crowd.later(before.toMillis(), () -> true).join();
        double awaySecond = seconds(run);
        long awayMicros = Ground.now().toEpochMilli() * 1_000;
        outage.begin(ground.stand());
        try {
            Crowd.later(away.toMillis(), () -> true).join();
        } finally {
            outage.end(ground.stand());
        }
        double backSecond = seconds(run);
        return new Course(load.join(), awaySecond, backSecond, awayMicros);
    }

    private static double seconds(Stopwatch since) {
        return since.elapsed().toNanos() / 1e9;
    }

    private static void judgeOpenAndShare(Ground ground, Findings findings, Course course, List<Tenant> tenants) {
        for (Tenant tenant : tenants) {
            Samples all = course.samples().of(tenant.id());
            Samples away = course.whileAway(tenant.id());
            String name = name(tenant);
            findings.note(name + ", answers while away", away.statuses().toString());
            Samples broken = all.that(sample -> sample.status() >= 500 || sample.status() == 0);
            findings.equal(
                    name + ", 5xx and broken answers in the whole run" + broken.problems(), broken.size(), 0, "");
            Samples late = all.dueBetween(course.awaySecond() + 1, course.backSecond());
            double before = all.dueBetween(1, course.awaySecond()).served().headMillis(99);
            findings.atMost(
                    name + ", p99 added after the first second (" + Findings.number(before) + " ms before)",
                    late.served().headMillis(99) - before,
                    mostAdded(ground),
                    " ms");
            judgeRefusals(ground, findings, name, late);
        }
    }

    private static double mostAdded(Ground ground) {
        return ground.bound(MOST_ADDED_MILLIS, MOST_ADDED_MILLIS_BRIEFLY);
    }

    /** A refusal waits for nothing. */
    private static void judgeRefusals(Ground ground, Findings findings, String name, Samples late) {
        Samples refused = late.that(sample -> !sample.served());
        if (refused.size() > 0) {
            findings.atMost(
                    name + ", p99 of refusals after the first second",
                    refused.headMillis(99),
                    mostAdded(ground),
                    " ms");
        }
    }

    private static void judgeClosed(Ground ground, Findings findings, Course course, Tenant closed) {
        Samples away = course.whileAway(closed.id());
        findings.note("closed, answers while away", away.statuses().toString());
        // What is due just before the return may be decided after it.
        Samples after = course.samples()
                .of(closed.id())
                .dueBetween(course.awaySecond() + 1, course.backSecond() - RETURN_SECONDS);
        findings.holds(
                "closed, answers after the first second",
                after.statuses().toString(),
                "429 or 503 alone, each with Retry-After",
                // A busy machine decides some that are due while Redis is away when it is back: a long run judges.
                !ground.isLong()
                        || after.all().stream()
                                .allMatch(sample -> (sample.status() == 429 || sample.status() == 503)
                                        && sample.retryAfter() != null));
        judgeRefusals(ground, findings, "closed", after);
        double normal = course.samples().of(closed.id()).all().stream()
                .filter(sample -> !sample.served())
                .mapToLong(Sample::atMicros)
                .max()
                .stream()
                .mapToDouble(last -> last / (double) MICROS_PER_SECOND - course.backSecond())
                .findFirst()
                .orElse(0);
        findings.atMost(
                "closed, the last refusal after Redis was back",
                Math.max(0, normal),
                ground.bound(NORMAL_WITHIN_SECONDS, NORMAL_WITHIN_SECONDS_BRIEFLY),
                " s");
        findings.atLeast(
                "closed, served once Redis was back",
                course.samples()
                        .of(closed.id())
                        .dueBetween(course.backSecond(), Double.MAX_VALUE)
                        .served()
                        .size(),
                1,
                "");
    }

    private static void judgeShare(Findings findings, Course course, Stand stand, Tenant share) {
        var away = stand.backends().arrivals(share.id()).between(course.awayMicros(), course.backMicros());
        double allowed = PER_MINUTE * course.awaySeconds() / 60;
        boolean aMinute = course.awaySeconds() >= 60;
        findings.atMost(
                "share, real tokens while away", away.total(), (allowed + (aMinute ? 0 : BURST)) * 1.05, " tokens");
        findings.atLeast("share, used of its limit while away", 100 * away.total() / allowed, 50, " %");
        if (aMinute) {
            findings.atMost(
                    "share, fullest 60 s while away",
                    away.fullest(60 * MICROS_PER_SECOND),
                    PER_MINUTE * 1.05,
                    " tokens");
        }
    }

    private static String name(Tenant tenant) {
        return tenant.id().substring(0, tenant.id().indexOf('-'));
    }
}
