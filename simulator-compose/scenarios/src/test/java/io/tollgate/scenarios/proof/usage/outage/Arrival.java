package io.tollgate.scenarios.proof.usage.outage;

import io.tollgate.scenarios.calls.Stopwatch;
import io.tollgate.scenarios.load.Sample;
import io.tollgate.scenarios.load.Samples;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.watch.UsageTopic;
import io.tollgate.scenarios.stand.watch.UsageTopic.Contents;
import io.tollgate.stack.process.Waiting;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the events of a load have arrived. */
final class Arrival {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** The topic is caught up with when no more is missing than what came in so long. */
    private static final double BEHIND_SECONDS = 2;

    /** Of the requests that were due: with fewer nothing would have been shown. */
    private static final double LEAST_ANSWERED = 0.95;

    private final Stand stand;
    private final Load load;
    private final UsageTopic topic;
    private final long recordsBefore;

    /** To be made before the load begins. */
    Arrival(Ground ground, Load load) {
        this.stand = ground.stand();
        this.load = load;
        this.topic = new UsageTopic(stand.cluster().kafka().orElseThrow().bootstrapServers());
        this.recordsBefore = topic.size();
    }

    /** Waits until Kafka has what has been requested so far. @return how long that took, in milliseconds */
    long awaitCaughtUp(Stopwatch sinceLoadBegan) {
        Stopwatch waiting = Stopwatch.start();
        boolean isCaughtUp = Waiting.until(PATIENCE, PAUSE, () -> {
            double seconds = sinceLoadBegan.millis() / 1000.0 - BEHIND_SECONDS;
            return topic.size() - recordsBefore >= Math.min(load.requests(), seconds * load.perSecond());
        });
        if (!isCaughtUp) {
            throw new AssertionError("what had piled up has not arrived in Kafka");
        }
        return waiting.millis();
    }

    /** Every request that got an answer is once in Kafka and once in the report. */
    void judge(Findings findings, String what, Samples samples) {
        Set<String> answered = samples.all().stream()
                .map(Sample::requestId)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(HashSet::new));
        Stopwatch ended = Stopwatch.start();
        boolean isServedThere = Waiting.until(
                PATIENCE, PAUSE, () -> reported() >= samples.served().size());
        Contents contents = topic.read(keys());
        long ours = contents.byId().values().stream()
                .filter(event -> !event.tenant().isEmpty())
                .count();
        boolean isAllThere = Waiting.until(PATIENCE, PAUSE, () -> reported() >= ours);
        findings.holds(
                what + ", all in the report",
                isServedThere && isAllThere ? "after " + ended.millis() + " ms" : "not yet",
                "in the end",
                isServedThere && isAllThere);
        findings.atLeast(
                what + ", requests with an answer", answered.size(), Math.floor(LEAST_ANSWERED * load.requests()), "");
        answered.removeAll(contents.byId().keySet());
        findings.equal(what + ", answered requests without an event", answered.size(), 0, " of " + samples.size());
        findings.equal(what + ", requests in the report", reported(), ours, "");
        findings.note(
                what + ", records in Kafka that repeat another",
                Long.toString(contents.records() - contents.byId().size()));
    }

    /** A caller who could not be recognised in time is nobody's. */
    private Set<String> keys() {
        return Set.of(load.tenant().id(), UsageTopic.NOBODY);
    }

    private long reported() {
        return stand.reports().row(load.tenant().id()).path("requests").asLong();
    }
}
