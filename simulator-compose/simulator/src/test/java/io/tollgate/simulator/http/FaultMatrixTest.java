package io.tollgate.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.simulator.config.FaultKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault on plain and streamed calls of both APIs, by chance; and what strikes before anything is sent. */
class FaultMatrixTest extends SimulatorTestBase {
    private static final String FAULT = "x-simulator-fault";
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final int CALLS = 10;

    private enum Kind {
        CHAT,
        CHAT_STREAM,
        RESPONSE,
        RESPONSE_STREAM
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            mode = Mode.EXCLUDE,
            names = {"SLOW_BODY", "SLOW_HEADERS"})
    void shouldStrikeByChance(FaultKind fault) {
        calls.patch(
                "gpt-4o", "{\"outputTokens\":20,\"faults\":[{\"kind\":\"" + fault.text() + "\",\"probability\":0.5}]}");
        for (Kind kind : Kind.values()) {
            long good = IntStream.range(0, CALLS).filter(call -> isGood(kind)).count();
            assertThat(good).as(fault + " on " + kind).isBetween(1L, CALLS - 1L);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            mode = Mode.EXCLUDE,
            names = {"SLOW_BODY", "SLOW_HEADERS"})
    void shouldStrikeAlways(FaultKind fault) {
        calls.patch("gpt-4o", "{\"outputTokens\":20,\"faults\":[{\"kind\":\"" + fault.text() + "\"}]}");
        for (Kind kind : Kind.values()) {
            assertThat(isGood(kind)).as(fault + " on " + kind).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldSendAGoodAnswerLate(Kind kind) throws IOException {
        calls.patch("gpt-4o", "{\"faults\":[{\"kind\":\"slow-headers\",\"delayMillis\":250}]}");
        long start = System.nanoTime();
        HttpResponse<InputStream> response = streamed(kind);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(250));
        try (InputStream body = response.body()) {
            assertThat(body.readAllBytes()).isNotEmpty();
        }
        assertThat(response.statusCode()).isEqualTo(200);
        calls.patch("gpt-4o", "{\"faults\":[{\"kind\":\"slow-headers\",\"delayMillis\":1}]}");
        assertThat(isGood(kind)).isTrue();
    }

    @Test
    void shouldCountACallerThatLeavesBeforeASlowHead() {
        calls.patch("gpt-4o", "{\"faults\":[{\"kind\":\"slow-headers\",\"delayMillis\":600000}]}");
        assertThatThrownBy(() -> call(Kind.CHAT)).isInstanceOf(UncheckedIOException.class);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> calls.lastRequest().path("ending").asText().equals("cancelled"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/responses", "/v1/chat/completions"})
    void shouldCutAStreamBeforeItsFirstEvent(String path) {
        HttpResponse<InputStream> response = calls.stream(path, both(true), FAULT, "cut=0");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
        assertThat(calls.lastRequest().path("completionTokens").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/responses", "/v1/chat/completions"})
    void shouldCutAPlainAnswerBehindItsHead(String path) {
        HttpResponse<InputStream> response = calls.stream(path, both(false), FAULT, "cut=0");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
    }

    @Test
    void shouldSendAnErrorEventBeforeAnyOtherOfAResponse() {
        List<JsonNode> events = ResponsesTest.events(calls.post("/v1/responses", both(true), FAULT, "error-event=0"));
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.path("type").asText()).isEqualTo("error"));
    }

    @Test
    void shouldSendAnErrorEventAfterTheOpeningOfAResponse() {
        List<JsonNode> events = ResponsesTest.events(calls.post("/v1/responses", both(true), FAULT, "error-event=1"));
        assertThat(events.stream().map(each -> each.path("type").asText()))
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "error");
    }

    @Test
    void shouldRefuseConnectionsUntilToldOtherwise() {
        assertThat(isGood(Kind.CHAT)).isTrue();
        simulator.refuseConnections();
        assertThatThrownBy(() -> call(Kind.CHAT)).cause().isInstanceOf(ConnectException.class);
        simulator.refuseConnections();
        simulator.acceptConnections();
        simulator.acceptConnections();
        assertThat(isGood(Kind.CHAT)).isTrue();
    }

    @Test
    void shouldRefuseConnectionsForAWhileAndCutThoseThatAreOpen() {
        HttpResponse<InputStream> open = calls.stream("/v1/chat/completions", both(true), FAULT, "slow-body=600000");
        assertThat(calls.post("/simulator/v1/refuse?millis=300", "").statusCode())
                .isEqualTo(200);
        assertThatThrownBy(() -> open.body().readAllBytes()).isInstanceOf(IOException.class);
        Awaitility.await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> isGood(Kind.CHAT));
        assertThat(calls.post("/simulator/v1/refuse?millis=0", "").statusCode()).isEqualTo(400);
        assertThat(calls.get("/simulator/v1/refuse").statusCode()).isEqualTo(404);
    }

    private boolean isGood(Kind kind) {
        try {
            HttpResponse<String> response = call(kind);
            boolean streams = kind.name().endsWith("STREAM");
            String type = response.headers().firstValue("content-type").orElse("");
            return response.statusCode() == 200
                    && type.startsWith(streams ? "text/event-stream" : "application/json")
                    && (streams
                            ? isGoodStream(response.body())
                            : Calls.json(response).hasNonNull("usage"));
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static boolean isGoodStream(String body) {
        List<String> data = Stream.of(body.split("\n"))
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
        String last = data.getLast();
        boolean whole = last.equals("[DONE]") || last.contains("\"type\":\"response.completed\"");
        return whole
                && data.stream()
                        .filter(each -> !each.equals("[DONE]"))
                        .map(Calls::json)
                        .noneMatch(each -> each.hasNonNull("error"));
    }

    private HttpResponse<InputStream> streamed(Kind kind) {
        return calls.stream(path(kind), both(kind.name().endsWith("STREAM")));
    }

    private HttpResponse<String> call(Kind kind) {
        return calls.send(calls.request(path(kind))
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(both(kind.name().endsWith("STREAM"))))
                .build());
    }

    private static String path(Kind kind) {
        return kind.name().startsWith("CHAT") ? "/v1/chat/completions" : "/v1/responses";
    }

    /** A body that both APIs understand. */
    private static String both(boolean stream) {
        return "{\"model\":\"gpt-4o\",\"input\":\"Hello\"," + Calls.HELLO + ",\"stream\":" + stream + "}";
    }
}
