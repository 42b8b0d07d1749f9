package io.tollgate.scenarios.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Balancer;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Caller;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.calls.Json;
import io.tollgate.scenarios.stand.Figures;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import io.tollgate.stack.service.ServiceProcess;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scenario: every node is replaced, one after the other, while callers follow the nodes' readiness. */
class RollingRestartIT {

    private static final double CALLS_PER_SECOND = 50;
    private static final int STREAM_EVERY = 10;
    private static final int STREAM_TOKENS = 20;
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);
    private static final Map<String, Object> A_TOKEN_IN_100_MILLIS = Map.of("latency", Map.of("perTokenMillis", 100));

    private final Stand stand = Stand.shared();

    @AfterEach
    void bringBackWhatWasLeftDown() {
        stand.cluster().nodes().stream().filter(node -> !node.isRunning()).forEach(ServiceProcess::restart);
    }

    @Test
    void shouldLoseNoRequestWhileNodesAreReplacedOneAfterTheOther() {
        // A busy machine may keep Redis from answering in time; that is another scenario's matter.
        Tenant calling = stand.administration().newTenant("rolling");
        Tenant streaming = stand.administration()
                .newTenant("finishing", Limit.concurrent(50).whenUnavailable("open"));
        List<Long> pids = pids();
        var isOver = new AtomicBoolean();
        List<String> ends;
        try (var _ = stand.backends().change(Bodies.CHAT_MODEL, A_TOKEN_IN_100_MILLIS);
                var held = HeldStreams.start();
                var route = stand.administration().routeTo(held.url());
                var balancer = Balancer.over(urls())) {
            var load = Crowd.beside(
                    () -> Crowd.pacedUntil(isOver::get, CALLS_PER_SECOND, index -> call(balancer, calling, index)));
            for (int node = 0; node < stand.nodes(); node++) {
                replace(node, balancer, held, streaming, route.model());
            }
            isOver.set(true);
            ends = load.join();
        }

        assertThat(ends).containsOnly("whole");
        assertThat(pids()).doesNotContainAnyElementsOf(pids);
        await().atMost(Duration.ofSeconds(5)).until(() -> stand.administration().openReservations(streaming) == 0);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                        stand.reports().row(calling.id()).path("requests").asInt())
                .as("usage events of %d requests", ends.size())
                .isEqualTo(ends.size()));
        Figures.say(
                "rolling restart",
                "%d requests at %d a second, a tenth of them streams, over %d nodes that were replaced: none failed",
                ends.size(),
                Math.round(CALLS_PER_SECOND),
                stand.nodes());
    }

    /** Ends a node that has a stream in flight, and starts it again. */
    private void replace(int node, Balancer balancer, HeldStreams backend, Tenant tenant, String model) {
        URI url = stand.node(node);
        int before = backend.begun();
        CompletableFuture<Answer> stream =
                Crowd.beside(() -> stand.caller(node, tenant).chat(body(tenant, STREAM_TOKENS, true, model)));
        await().until(() -> backend.begun() > before);
        CompletableFuture<Boolean> ended =
                Crowd.beside(() -> stand.process(node).terminate(ENDS_WITHIN));

        await().pollInterval(Duration.ofMillis(50))
                .until(() -> new Caller(url, null).get("/q/health/ready").status() == 503);
        Answer late = stand.caller(node, tenant).chat(body(tenant, 1, false, Bodies.CHAT_MODEL));
        assertThat(late.status()).as("a call to a node that is about to end").isEqualTo(200);
        assertThat(late.header("connection")).isEqualTo("close");
        assertThat(stream).isNotDone();

        backend.endOne();
        assertThat(stream.join().done()).as("the stream was finished").isTrue();
        assertThat(ended.join()).as("the node ended by itself").isTrue();
        stand.process(node).restart();
        await().until(() -> balancer.sendsTo(url));
    }

    /** How the call ended: {@code whole}, or what was wrong. */
    private static String call(Balancer balancer, Tenant tenant, int index) {
        boolean streamed = index % STREAM_EVERY == 0;
        URI node = balancer.next();
        try {
            Answer answer = new Caller(node, tenant.key())
                    .chat(body(tenant, streamed ? STREAM_TOKENS : 1, streamed, Bodies.CHAT_MODEL));
            boolean whole = answer.status() == 200 && (!streamed || answer.done());
            return whole ? "whole" : index + " at " + node + ": " + answer.status() + " " + answer.text();
        } catch (UncheckedIOException e) {
            return index + " at " + node + ": " + e;
        }
    }

    private static String body(Tenant tenant, int tokens, boolean streamed, String model) {
        var fields = Bodies.chatFields("Go on.", tokens);
        fields.put("model", model);
        fields.put("user", tenant.id());
        fields.put("stream", streamed);
        return Json.write(fields);
    }

    private List<URI> urls() {
        return IntStream.range(0, stand.nodes()).mapToObj(stand::node).toList();
    }

    private List<Long> pids() {
        return stand.cluster().nodes().stream().map(ServiceProcess::pid).toList();
    }
}
