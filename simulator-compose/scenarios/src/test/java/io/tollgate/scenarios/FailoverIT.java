package io.tollgate.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Json;
import io.tollgate.scenarios.stand.Backend;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenario 11: what callers, events and reservations see when backends fail. */
class FailoverIT {

    private static final long BURST = 1_000_000;

    private final Stand stand = Stand.shared();
    private final Tenant tenant = stand.administration().newTenant("failing", Limit.tokens(1, BURST));

    @ParameterizedTest
    @ValueSource(strings = {"status", "reset"})
    void shouldAnswerFromAnotherDeploymentWhenTheFirstFails(String fault) {
        Answer answer;
        try (var _ = stand.backends().named("ptu-1").change(Bodies.CHAT_MODEL, faults(Map.of("kind", fault)))) {
            answer = stand.caller(0, tenant).chat(request(false));
        }

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("x-tollgate-attempts")).isEqualTo("2");
        assertThat(answer.header("x-tollgate-capacity")).isEqualTo("payg");
        JsonNode served = event(answer).path("served");
        assertThat(served.path("attempts")).hasSize(2);
        assertThat(served.path("attempts").path(0).path("deployment").asText()).isEqualTo("ptu-1");
        assertThat(served.path("deployment").asText()).isEqualTo(answer.header("x-tollgate-deployment"));
        assertThat(left()).isEqualTo(BURST - answer.usage().orElseThrow().total());
    }

    @Test
    void shouldSayThatTheModelFailedAndChargeNothingWhenEveryDeploymentFails() {
        Answer answer;
        try (var _ = stand.backends().change(Bodies.CHAT_MODEL, faults(Map.of("kind", "status", "status", 500)))) {
            answer = stand.caller(0, tenant).chat(request(true));
        }

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error().path("type").asText()).isEqualTo("server_error");
        assertThat(answer.text()).doesNotContain("ptu", "payg", "127.0.0.1", "simulator");
        assertThat(answer.header("x-tollgate-attempts")).isEqualTo("3");
        JsonNode event = event(answer);
        assertThat(event.path("outcome").path("kind").asText()).isEqualToIgnoringCase("failed");
        assertThat(event.path("tokens").path("output").asLong()).isZero();
        assertThat(left()).isEqualTo(BURST);
    }

    @Test
    void shouldPassTheBackendsRefusalOnWhenTheRequestItselfIsWrong() {
        var fields = Bodies.chatFields("Hello", 100_000);

        Answer answer = stand.caller(0, tenant).chat(Json.write(fields));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().path("param").asText()).isEqualTo("max_tokens");
        assertThat(left()).isEqualTo(BURST);
    }

    @Test
    void shouldEndAStreamThatTheBackendBreaksOffAndChargeWhatWasDelivered() {
        Answer answer;
        try (var _ = everyCallIs(Map.of("kind", "cut", "afterChunks", 10))) {
            answer = stand.caller(0, tenant).chat(request(true));
        }

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.done()).isFalse();
        assertThat(answer.events().getLast().text()).contains("\"error\"");
        JsonNode event = event(answer);
        assertThat(event.path("outcome").path("kind").asText()).isEqualToIgnoringCase("partial");
        long output = event.path("tokens").path("output").asLong();
        assertThat(output).isBetween(1L, 20L);
        assertThat(left())
                .isEqualTo(BURST - output - event.path("tokens").path("input").asLong());
    }

    private Backend.Change everyCallIs(Map<String, Object> fault) {
        return stand.backends().change(Bodies.CHAT_MODEL, faults(fault));
    }

    private static Map<String, Object> faults(Map<String, Object> fault) {
        return Map.of("faults", List.of(fault));
    }

    private String request(boolean streamed) {
        var fields = Bodies.chatFields("Hello", 30);
        fields.put("user", tenant.id());
        fields.put("stream", streamed);
        return Json.write(fields);
    }

    /** What the tenant's limit has left once nothing is in flight; it refills by one a minute. */
    private long left() {
        await().until(() -> stand.administration().openReservations(tenant) == 0);
        return stand.administration()
                .usage(tenant)
                .path("limits")
                .path(0)
                .path("available")
                .asLong();
    }

    private JsonNode event(Answer answer) {
        return await().atMost(Duration.ofSeconds(5))
                .until(() -> stand.reports().event(answer.header("x-tollgate-request-id")), Optional::isPresent)
                .orElseThrow();
    }
}
