package io.tollgate.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.calls.Stopwatch;
import io.tollgate.scenarios.stand.Figures;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scenario 07: {@code kill -9} of one node while both are at work. */
class NodeDeathIT {

    private static final int STREAMS = 12;
    private static final int CALLS = 240;
    private static final double CALLS_PER_SECOND = 40;
    private static final Duration RESERVATIONS_END_WITHIN = Duration.ofSeconds(45);

    private final Stand stand = Stand.shared();

    @AfterEach
    void bringTheNodeBack() {
        stand.process(1).restart();
    }

    @Test
    void shouldServeOnOtherNodesAndFreeWhatTheDeadNodeHadReserved() {
        // Requests with a limit on concurrency are never admitted from a lease.
        Tenant streaming = stand.administration()
                .newTenant("dying", Limit.tokens(1_000_000, 1_000_000), Limit.concurrent(STREAMS));
        Tenant calling = stand.administration().newTenant("living", Limit.tokens(1_000_000, 1_000_000));

        List<Answer> answers;
        Stopwatch killed;
        CompletableFuture<List<Boolean>> streams;
        try (var _ = stand.backends().change(Bodies.CHAT_MODEL, Map.of("latency", Map.of("perTokenMillis", 100)))) {
            streams = Crowd.beside(() -> Crowd.run(STREAMS, STREAMS, index -> breaksOff(streaming)));
            await().until(() -> stand.administration().openReservations(streaming) == STREAMS);
            CompletableFuture<Stopwatch> death = Crowd.later(1_500, () -> {
                stand.process(1).kill();
                return Stopwatch.start();
            });

            answers = Crowd.paced(
                    CALLS, CALLS_PER_SECOND, index -> stand.caller(0, calling).chat(Bodies.chat("Hi", 1)));
            killed = death.join();
        }

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(streams.join()).containsOnly(true);
        await().atMost(RESERVATIONS_END_WITHIN.minus(killed.elapsed()))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> stand.administration().openReservations(streaming) == 0);
        long endedMillis = killed.millis();
        await().until(() -> stand.administration().openReservations(calling) == 0);
        Figures.say(
                "node death",
                "%d calls to the other node without an error; %d reservations of the dead node ended %d ms after the kill",
                CALLS,
                STREAMS,
                endedMillis);
    }

    /** Whether the stream ended before it was complete. */
    private boolean breaksOff(Tenant tenant) {
        try {
            return !stand.caller(1, tenant)
                    .chat(Bodies.streamedChat("Go on.", 600))
                    .done();
        } catch (UncheckedIOException broken) {
            return true;
        }
    }
}
