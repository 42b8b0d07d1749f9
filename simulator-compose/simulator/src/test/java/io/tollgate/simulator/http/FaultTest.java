package io.tollgate.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest extends SimulatorTestBase {
    private static final String FAULT = "x-simulator-fault";
    private static final String STREAM = ",\"stream\":true,\"max_tokens\":10";

    @Test
    void shouldAnswerWithAStatusAndRetryHeaders() {
        HttpResponse<String> response = calls.chat("", FAULT, "status=429;retry-after-ms=1500");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after-ms")).hasValue("1500");
        assertThat(response.headers().firstValue("retry-after")).hasValue("2");
        assertThat(Calls.json(response).at("/error/message").asText()).isNotBlank();
        assertThat(calls.chat("", FAULT, "status=500").statusCode()).isEqualTo(500);
        assertThat(calls.chat("").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldStrikeAsOftenAsConfiguredAndThenNoMore() {
        calls.patch("gpt-4o", "{\"faults\":[{\"kind\":\"status\",\"status\":503,\"count\":2}]}");
        assertThat(List.of(status(), status(), status(), status())).containsExactly(503, 503, 200, 200);
        calls.patch("gpt-4o", "{\"faults\":[{\"kind\":\"status\",\"status\":502}]}");
        assertThat(status()).isEqualTo(502);
        calls.patch("gpt-4o", "{\"faults\":[]}");
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void shouldNotTakeFromTheLimitsForARefusal() {
        calls.patch("gpt-4o", "{\"tokensPerMinute\":20}");
        calls.chat(",\"max_tokens\":11", FAULT, "status=503");
        assertThat(calls.chat(",\"max_tokens\":11").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldHangUntilTheCallerLeaves() {
        assertThatThrownBy(() -> calls.send(calls.request(Calls.CLASSIC_CHAT, FAULT, "hang")
                        .timeout(Duration.ofMillis(300))
                        .POST(BodyPublishers.ofString("{" + Calls.HELLO + "}"))
                        .build()))
                .hasCauseInstanceOf(HttpTimeoutException.class);
        awaitEnding("cancelled");
        assertThat(calls.lastRequest().path("status").asInt()).isZero();
    }

    @Test
    void shouldResetTheConnection() {
        assertThatThrownBy(() -> calls.chat("", FAULT, "reset")).isInstanceOf(UncheckedIOException.class);
        awaitEnding("cut");
    }

    @Test
    void shouldCutAPlainAnswerInTheMiddle() {
        assertThatThrownBy(() -> calls.chat(",\"max_tokens\":10", FAULT, "cut"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(calls.counters("gpt-4o", "")
                        .at("/interrupted/completionTokens")
                        .asInt())
                .isEqualTo(10);
    }

    @Test
    void shouldCutAStreamAfterSomeChunks() throws IOException {
        HttpResponse<InputStream> response =
                calls.stream(Calls.CLASSIC_CHAT, "{" + Calls.HELLO + STREAM + "}", FAULT, "cut=4");
        StringBuilder received = new StringBuilder();
        assertThatThrownBy(() -> {
                    try (InputStream body = response.body()) {
                        for (int next = body.read(); next >= 0; next = body.read()) {
                            received.append((char) next);
                        }
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(Calls.events(received.toString())).hasSize(4);
        JsonNode counters = calls.counters("gpt-4o", "");
        assertThat(counters.at("/interrupted/completionTokens").asInt()).isEqualTo(3);
        assertThat(counters.at("/interrupted/cancelledRequests").asInt()).isZero();
        assertThat(counters.at("/completed/requests").asInt()).isZero();
    }

    @Test
    void shouldSendAnErrorEventInsideAStream() {
        HttpResponse<String> response = calls.chat(STREAM, FAULT, "error-event=3");
        List<String> events = Calls.events(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(events).hasSize(4);
        assertThat(Calls.json(events.getLast()).at("/error/type").asText()).isEqualTo("server_error");
        assertThat(calls.lastRequest().path("ending").asText()).isEqualTo("cut");
    }

    @Test
    void shouldSendAnErrorEventBeforeAnyContent() {
        List<String> events =
                Calls.events(calls.chat(STREAM, FAULT, "error-event=0").body());
        assertThat(events).singleElement().asString().contains("\"error\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"malformed-json", "truncated-json"})
    void shouldSpoilABody(String fault) {
        HttpResponse<String> response = calls.chat("", FAULT, fault);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> new ObjectMapper().readValue(response.body(), JsonNode.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void shouldSpoilOneEventAndGoOn() {
        List<String> events =
                Calls.events(calls.chat(STREAM, FAULT, "malformed-json=2").body());
        assertThat(events).hasSize(1 + 10 + 1 + 1 + 1);
        assertThatThrownBy(() -> new ObjectMapper().readValue(events.get(2), JsonNode.class))
                .isInstanceOf(JsonProcessingException.class);
        assertThat(events.getLast()).isEqualTo("[DONE]");
    }

    @Test
    void shouldEndAStreamInTheMiddleOfAnEvent() {
        assertThat(calls.chat(STREAM, FAULT, "truncated-json=2").body())
                .doesNotContain("[DONE]")
                .endsWith("\"choi");
    }

    @Test
    void shouldSendAnotherContentType() {
        HttpResponse<String> response = calls.chat("", FAULT, "wrong-content-type");
        assertThat(response.headers().firstValue("content-type")).hasValue("text/html");
        assertThat(Calls.json(response).has("usage")).isTrue();
    }

    @Test
    void shouldSendABodySlowly() {
        long start = System.nanoTime();
        HttpResponse<String> response = calls.chat("", FAULT, "slow-body=30");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(200));
        assertThat(Calls.json(response).has("usage")).isTrue();
    }

    @Test
    void shouldSendTheHeadOfAStreamAtOnceAndEachTokenLate() throws IOException {
        simulatorWithRealTime();
        HttpResponse<InputStream> response =
                calls.stream(Calls.CLASSIC_CHAT, "{" + Calls.HELLO + STREAM + "}", FAULT, "slow-body=60000");
        try (InputStream body = response.body()) {
            String opening = new String(body.readNBytes(40), StandardCharsets.UTF_8);
            assertThat(opening).startsWith("data: ");
            assertThat(new String(body.readNBytes(body.available()), StandardCharsets.UTF_8))
                    .contains("\"role\":\"assistant\"")
                    .doesNotContain("\n\ndata: ");
        }
    }

    @Test
    void shouldRefuseAnUnknownFault() {
        for (String header : List.of("flood", "status=abc", "status=42", "cut=-1", "status=503;soon")) {
            assertThat(calls.chat("", FAULT, header).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void shouldNoticeThatACallerLeavesAStreamAndStop() throws IOException {
        simulatorWithRealTime();
        calls.patch("gpt-4o", "{\"latency\":{\"perTokenMillis\":5}}");
        HttpResponse<InputStream> response = calls.stream(
                Calls.CLASSIC_CHAT, "{" + Calls.HELLO + ",\"stream\":true,\"max_tokens\":16000,\"user\":\"leaver\"}");
        try (InputStream body = response.body()) {
            assertThat(new String(body.readNBytes(2000), StandardCharsets.UTF_8))
                    .contains("data: ");
        }
        awaitEnding("cancelled");
        JsonNode counters = calls.counters("gpt-4o", "leaver");
        assertThat(counters.at("/interrupted/cancelledRequests").asInt()).isEqualTo(1);
        assertThat(counters.at("/interrupted/promptTokens").asInt()).isEqualTo(9);
        assertThat(counters.at("/interrupted/completionTokens").asInt()).isBetween(1, 15_000);
        assertThat(counters.at("/completed/requests").asInt()).isZero();
    }

    private void simulatorWithRealTime() {
        closeSimulator();
        simulator = io.tollgate.simulator.Simulator.start(config());
        calls = new Calls(simulator);
    }

    private int status() {
        return calls.chat("").statusCode();
    }

    private void awaitEnding(String ending) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> calls.lastRequest().path("ending").asText().equals(ending));
    }
}
