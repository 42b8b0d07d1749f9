package io.tollgate.scenarios.proof.usage.outage;

import io.tollgate.scenarios.calls.Stopwatch;
import io.tollgate.scenarios.load.Samples;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.stack.service.ServiceProcess;
import java.time.Duration;

/**
 * Kafka away for five minutes under load, a node told to end with a backlog, the usage consumer and PostgreSQL away for a minute: callers
 * notice nothing, and every event arrives once.
 */
public final class OutageProof implements Proof {

    private static final Duration BACKLOG = Duration.ofMinutes(1);
    private static final Duration BACKLOG_LEAST = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final double GRACE_OF_KUBERNETES_SECONDS = 30;

    @Override
    public String name() {
        return "outage";
    }

    @Override
    public void run(Ground ground, Findings findings) {
        Stand stand = ground.stand();
        kafkaAway(ground, findings);
        nodeEndsWithABacklog(ground, findings);
        away(ground, findings, Absence.ofConsumer(stand));
        away(ground, findings, Absence.ofPostgres(stand));
    }

    private static void kafkaAway(Ground ground, Findings findings) {
        var schedule = Schedule.forKafka(ground);
        try (var load = new Load(ground)) {
            var arrival = new Arrival(ground, load);
            Stopwatch begun = Stopwatch.start();
            Samples samples = load.run(schedule, Absence.ofKafka(ground.stand()), () -> {
                findings.note("Kafka back, what had piled up delivered after", arrival.awaitCaughtUp(begun) + " ms");
            });
            new Callers("Kafka", schedule, samples).judge(ground, findings);
            arrival.judge(findings, "Kafka away", samples);
        }
    }

    private static void nodeEndsWithABacklog(Ground ground, Findings findings) {
        Absence kafka = Absence.ofKafka(ground.stand());
        ServiceProcess node = ground.stand().process(0);
        try (var load = new Load(ground)) {
            var arrival = new Arrival(ground, load);
            Samples samples;
            kafka.begin();
            try {
                samples = load.run(ground.part(BACKLOG, BACKLOG_LEAST)).join();
                Stopwatch told = Stopwatch.start();
                boolean ended = node.terminate(GRACE);
                findings.holds("SIGTERM with a backlog, the node", ended ? "ended" : "did not end", "ended", ended);
                findings.atMost(
                        "SIGTERM with a backlog, ended after",
                        told.millis() / 1000.0,
                        GRACE_OF_KUBERNETES_SECONDS,
                        " s");
                Stopwatch started = Stopwatch.start();
                node.restart();
                findings.note("started again while Kafka is away, ready after", started.millis() + " ms");
            } finally {
                kafka.end();
            }
            arrival.judge(findings, "SIGTERM with a backlog", samples);
        }
    }

    private static void away(Ground ground, Findings findings, Absence absence) {
        var schedule = Schedule.forOthers(ground);
        try (var load = new Load(ground)) {
            Samples samples = load.run(schedule, absence, () -> {});
            new Callers(absence.name(), schedule, samples).judge(ground, findings);
            new Arrival(ground, load).judge(findings, absence.name() + " away", samples);
        }
    }
}
