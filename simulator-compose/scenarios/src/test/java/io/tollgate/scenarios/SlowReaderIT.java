package io.tollgate.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Caller;
import io.tollgate.scenarios.calls.Json;
import io.tollgate.scenarios.calls.RawConnection;
import io.tollgate.scenarios.stand.Figures;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scenario 09, continued: callers that ask for large streams and never read them. */
class SlowReaderIT {

    private static final int READERS = 10;
    private static final int CHOICES = 8;
    private static final int OUTPUT_TOKENS = 8_000;
    private static final long MOST_GROWTH_MIB = 100;

    private static final Map<String, Object> FAST_AND_AMPLE = Map.of(
            "latency", Map.of("perTokenMillis", 0),
            "ptu", Map.of("tokensPerMinute", 10_000_000));

    private final Stand stand = Stand.shared();

    @Test
    void shouldHoldBackTheBackendAndThenHangUpOnACallerWhoNeverReads() {
        Tenant tenant = stand.administration().newTenant("never-reads", Limit.tokens(100_000_000, 100_000_000));
        long residentBefore = stand.residentMib(0);
        List<RawConnection> connections = new ArrayList<>();
        try (var _ = stand.backends().change(Bodies.CHAT_MODEL, FAST_AND_AMPLE)) {
            for (int i = 0; i < READERS; i++) {
                connections.add(ask(tenant));
            }
            await().until(() -> endings(tenant).size() == READERS);
            assertThat(endings(tenant))
                    .as("held back by a caller who does not read")
                    .containsOnly("in-flight");

            await().atMost(Duration.ofSeconds(Stand.STALL_SECONDS + 5))
                    .untilAsserted(() -> assertThat(endings(tenant)).containsOnly("cancelled"));
            await().until(() -> stand.administration().openReservations(tenant) == 0);
        } finally {
            connections.forEach(RawConnection::close);
        }
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            JsonNode row = stand.reports().row(tenant.id());
            assertThat(row.path("cancelled").asInt() + row.path("partial").asInt())
                    .isEqualTo(READERS);
        });
        long grownMib = stand.residentMib(0) - residentBefore;
        assertThat(grownMib).isLessThan(MOST_GROWTH_MIB);
        Figures.say("slow readers", "%d callers who never read: node grew by %d MiB", READERS, grownMib);
    }

    private RawConnection ask(Tenant tenant) {
        var fields = Bodies.chatFields("Go on.", OUTPUT_TOKENS);
        fields.put("n", CHOICES);
        fields.put("stream", true);
        fields.put("user", tenant.id());
        String body = Json.write(fields);
        return RawConnection.to(stand.node(0), 4_096)
                .send("POST " + Caller.CHAT + " HTTP/1.1\r\nhost: tollgate.test\r\ncontent-type: application/json\r\n"
                        + "api-key: " + tenant.key() + "\r\ncontent-length: " + body.length() + "\r\n\r\n" + body);
    }

    /** How the calls ended that a backend took on; one that was full refused and does not count. */
    private List<String> endings(Tenant tenant) {
        return stand.backends().all().stream()
                .flatMap(backend -> backend.requests(tenant.id()).stream())
                .map(request -> request.path("ending").asText())
                .filter(ending -> !ending.equals("refused"))
                .toList();
    }
}
