package io.tollgate.scenarios.proof.usage.conservation;

import io.tollgate.scenarios.calls.Balancer;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.calls.Stopwatch;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.watch.UsageTopic;
import io.tollgate.scenarios.stand.watch.UsageTopic.Contents;
import io.tollgate.stack.process.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Requests of every kind while gateway nodes, the usage consumer, Kafka and PostgreSQL are killed and come back: what backends, callers,
 * Kafka and the report say is the same, and every request is there once.
 */
public final class ConservationProof implements Proof {

    private static final int REQUESTS = 20_000;
    private static final int REQUESTS_LEAST = 900;
    private static final int AT_ONCE = 24;
    private static final double BRIEF_PACE = 0.3;
    private static final double LEAST_WHOLE = 0.5;
    private static final double LEAST_WHOLE_BRIEFLY = 0.1;
    private static final double LEAST_CUT = 0.01;
    private static final double LEAST_OF_A_KIND = 0.03;
    private static final Duration ACCOUNTED_WITHIN = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(500);

    @Override
    public String name() {
        return "conservation";
    }

    @Override
    public void run(Ground ground, Findings findings) {
        Stand stand = ground.stand();
        int requests = ground.part(REQUESTS, REQUESTS_LEAST);
        long lettersBefore = stand.reports().deadLetters();
        try (var scene = Scene.make(stand);
                var nodes = Balancer.over(
                        IntStream.range(0, stand.nodes()).mapToObj(stand::node).toList())) {
            var callers = new Callers(nodes);
            var asks = new Asks(scene, ground.seed());
            var deaths = new Deaths(stand, ground.seed(), ground.isLong() ? 1 : BRIEF_PACE);
            List<Seen> seen = Crowd.run(requests, AT_ONCE, index -> callers.make(asks.number(index)));
            Map<String, Integer> kills = deaths.end();
            findings.note("seed", Long.toString(ground.seed()));
            findings.note(
                    "requests",
                    seen.size() + " " + count(seen, each -> each.ask().kind()));
            findings.note("answers", count(seen, Seen::status).toString());
            findings.note(
                    "requests without an answer",
                    count(seen.stream().filter(each -> each.status() == 0).toList(), Seen::problem)
                            .toString());
            findings.atLeast(
                    "whole answers",
                    seen.stream().filter(Seen::whole).count(),
                    ground.bound(LEAST_WHOLE, LEAST_WHOLE_BRIEFLY) * requests,
                    "");
            for (Kind kind : Kind.values()) {
                findings.atLeast(
                        "requests, " + kind,
                        seen.stream().filter(each -> each.ask().kind() == kind).count(),
                        Math.floor(LEAST_OF_A_KIND * requests),
                        "");
            }
            kills.forEach((name, times) -> findings.atLeast("kill -9, " + name, times, 1, ""));
            settle(scene, stand, seen, findings);
            findings.equal("dead letters", stand.reports().deadLetters() - lettersBefore, 0, "");
        }
    }

    private static void settle(Scene scene, Stand stand, List<Seen> seen, Findings findings) {
        var topic = new UsageTopic(stand.cluster().kafka().orElseThrow().bootstrapServers());
        Stopwatch since = Stopwatch.start();
        var last = new AtomicReference<Look>();
        boolean isAllThere = Waiting.until(ACCOUNTED_WITHIN, PAUSE, () -> {
            last.set(Look.at(scene, stand, topic, seen));
            return last.get().isComplete();
        });
        findings.holds(
                "every answer and all that backends have seen in Kafka, and all of Kafka in the report",
                isAllThere ? "after " + since.millis() + " ms" : "not yet",
                "in the end",
                isAllThere);
        Contents contents = last.get().contents();
        findings.note(
                "records in Kafka",
                contents.records() + ", of which repeat another "
                        + (contents.records() - contents.byId().size()));
        Books books = last.get().books();
        findings.equal("requests that backends have forgotten", books.served().missing(), 0, "");
        new Losses(books, findings).judge();
        new CutStreams(books).judge(findings, Math.floor(LEAST_CUT * seen.size()));
        new FourSums(books, stand.reports(), scene.tenantIds()).judge(findings);
    }

    /**
     * What has been written down at a moment.
     *
     * @param contents of the topic
     * @param books of all parties but the report
     * @param reported requests in the report
     */
    private record Look(Contents contents, Books books, long reported) {

        static Look at(Scene scene, Stand stand, UsageTopic topic, List<Seen> seen) {
            Contents contents = topic.read(scene.keys());
            BackendLog served = BackendLog.read(stand, scene.tenantIds());
            return new Look(contents, Books.of(seen, served, contents, scene.backends()), requestsIn(scene, stand));
        }

        /** Requests of a node that died are written down by the next one, some time after it has started. */
        boolean isComplete() {
            long ours = contents.byId().values().stream()
                    .filter(event -> !event.tenant().isEmpty())
                    .count();
            return reported == ours
                    && books.seen().values().stream()
                            .map(Seen::requestId)
                            .filter(id -> !id.isEmpty())
                            .allMatch(contents.byId()::containsKey)
                    && books.served().byReference().keySet().stream().allMatch(books.events()::containsKey);
        }
    }

    private static long requestsIn(Scene scene, Stand stand) {
        return scene.tenantIds().stream()
                .mapToLong(
                        tenant -> stand.reports().row(tenant).path("requests").asLong())
                .sum();
    }

    private static <T> Map<T, Long> count(List<Seen> seen, Function<Seen, T> by) {
        return seen.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
    }
}
