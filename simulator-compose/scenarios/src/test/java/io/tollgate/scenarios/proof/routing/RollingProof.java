package io.tollgate.scenarios.proof.routing;

import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.load.Samples;
import io.tollgate.scenarios.load.Shot;
import io.tollgate.scenarios.load.SteadySource;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Backend;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import io.tollgate.stack.service.ServiceProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every node is stopped in good order and started again, one after the other, while callers follow what is ready. */
final class RollingProof implements Proof {

    private static final double PLAIN_PER_SECOND = 160;
    private static final double STREAMS_PER_SECOND = 38;
    private static final double LONG_STREAMS_PER_SECOND = 2;
    private static final double BRIEFLY = 0.2;
    private static final int OUTPUT_TOKENS = 10;
    private static final int LONG_TOKENS = 400;
    private static final int TOKEN_MILLIS = 20;
    private static final int SECONDS_FOR_A_NODE = 30;
    private static final Duration AFTER = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "rolling";
    }

    @Override
    public void run(Ground ground, Findings findings) {
        Stand stand = ground.stand();
        Tenant tenant = stand.administration().newTenant("rolling");
        Backend backend = stand.backends().named("payg-1");
        Map<String, Object> pace =
                Map.of("latency", Map.of("timeToFirstTokenMillis", 20, "perTokenMillis", TOKEN_MILLIS));
        int restarted = ground.isLong() ? stand.nodes() : 1;
        Duration length =
                Duration.ofSeconds((long) restarted * SECONDS_FOR_A_NODE).plus(AFTER);
        try (var _ = backend.change(Bodies.CHAT_MODEL, pace);
                var route = stand.administration()
                        .newRoute()
                        .deployment("backend", backend.url(), Bodies.CHAT_MODEL)
                        .tier("backend")
                        .open();
                var nodes = new ReadyNodes(stand)) {
            String plain = Bodies.chat("Go on.", OUTPUT_TOKENS).replace(Bodies.CHAT_MODEL, route.model());
            String streamed = Bodies.streamedChat("Go on.", LONG_TOKENS).replace(Bodies.CHAT_MODEL, route.model());
            double part = ground.bound(1, BRIEFLY);
            var sources = List.of(
                    new SteadySource(
                            part * PLAIN_PER_SECOND,
                            0,
                            () -> new Shot(nodes.get(), tenant.key(), "plain", plain, OUTPUT_TOKENS)),
                    new SteadySource(
                            part * STREAMS_PER_SECOND,
                            0,
                            () -> new Shot(nodes.get(), tenant.key(), "stream", streamed, OUTPUT_TOKENS)),
                    new SteadySource(
                            part * LONG_STREAMS_PER_SECOND,
                            0,
                            () -> new Shot(nodes.get(), tenant.key(), "long stream", streamed, LONG_TOKENS)));
            var load = ground.callers().openLoop(sources, length);
            for (int node = 0; node < restarted; node++) {
                ServiceProcess process = stand.process(node);
                var restart = Crowd.beside(process::restart);
                findings.note(
                        "node " + (node + 1) + ", ready again", restart.join().name());
            }
            Samples samples = load.join();
            findings.note("load", samples.size() + " requests, answers " + samples.statuses());
            for (String kind : List.of("plain", "stream", "long stream")) {
                Samples mine = samples.of(kind);
                Samples failed = mine.that(sample -> !sample.served());
                findings.equal(kind + "s that failed" + failed.problems(), failed.size(), 0, " of " + mine.size());
            }
        }
    }
}
