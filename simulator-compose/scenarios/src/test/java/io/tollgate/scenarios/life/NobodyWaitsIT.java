package io.tollgate.scenarios.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Caller;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import io.tollgate.stack.service.ServiceProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scenario: a node is told to end while it reads an answer whose caller has left, and which does not come. */
class NobodyWaitsIT {

    private static final int NODE = 0;
    private static final int OUTPUT_TOKENS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);

    private final Stand stand = Stand.shared();

    @AfterEach
    void bringBackWhatWasLeftDown() {
        stand.cluster().nodes().stream().filter(node -> !node.isRunning()).forEach(ServiceProcess::restart);
    }

    @Test
    void shouldChargeWhatANodeStillReadsWhenItEnds() {
        Tenant tenant =
                stand.administration().newTenant("nobody-waits", Limit.tokens(100_000, 100_000), Limit.concurrent(10));
        callAndLeave(tenant);
        await().atMost(PATIENCE).until(() -> stand.metrics().sum("tollgate_drains") == 1);
        assertThat(stand.administration().openReservations(tenant)).isEqualTo(1);

        assertThat(stand.process(NODE).terminate(ENDS_WITHIN))
                .as("the node ended by itself")
                .isTrue();

        await().atMost(PATIENCE).until(() -> stand.administration().openReservations(tenant) == 0);
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<JsonNode> rows = stand.reports().rowsBy("outcome,tokenSource", tenant.id());
            assertThat(rows).singleElement().satisfies(row -> {
                assertThat(row.path("outcome").asText()).isEqualTo("cancelled");
                assertThat(row.path("tokenSource").asText()).isEqualTo("estimated");
                assertThat(row.path("outputTokens").asLong()).isEqualTo(OUTPUT_TOKENS);
            });
        });
    }

    /** An answer in one piece that never comes; leaves when a backend has the call. */
    private void callAndLeave(Tenant tenant) {
        var request = HttpRequest.newBuilder(stand.node(NODE).resolve(Caller.CHAT))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + tenant.key())
                .header("x-simulator-tag", tenant.id())
                .header("x-simulator-fault", "hang")
                .POST(HttpRequest.BodyPublishers.ofString(Bodies.chat("Go on.", OUTPUT_TOKENS)))
                .build();
        try (var caller = HttpClient.newHttpClient()) {
            var answer = caller.sendAsync(request, HttpResponse.BodyHandlers.discarding());
            await().atMost(PATIENCE).until(() -> stand.backends().requests(tenant.id()) == 1);
            assertThat(answer).isNotDone();
            caller.shutdownNow();
        }
    }
}
