package io.tollgate.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted of an answer whose caller has left; the clock stands still unless it is moved. */
class DisconnectTest extends SimulatorTestBase {

    private static final String STREAM =
            "{" + Calls.HELLO + ",\"stream\":true,\"max_tokens\":1000,\"user\":\"leaver\"}";

    @Test
    void shouldCountTheWholeStreamWhereTheBackendGoesOn() throws IOException {
        calls.patch(
                "gpt-4o", "{\"onDisconnect\":\"continue\",\"reasoningTokens\":50,\"latency\":{\"perTokenMillis\":5}}");
        clock.advance(Duration.ofMinutes(1));

        leaveBehind(500);

        assertThat(completionTokens()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource({"stop, 0", "continue, 1000"})
    void shouldCountAnAnswerInOnePieceAsTheDeploymentDoes(String onDisconnect, int tokens) {
        calls.patch(
                "gpt-4o",
                "{\"onDisconnect\":\"" + onDisconnect + "\",\"latency\":{\"timeToFirstTokenMillis\":600000}}");

        assertThatThrownBy(() -> calls.send(calls.request(Calls.CLASSIC_CHAT)
                        .timeout(Duration.ofMillis(200))
                        .POST(BodyPublishers.ofString("{" + Calls.HELLO + ",\"max_tokens\":1000,\"user\":\"leaver\"}"))
                        .build()))
                .hasCauseInstanceOf(HttpTimeoutException.class);
        awaitCancelled();

        assertThat(completionTokens()).isEqualTo(tokens);
    }

    @Test
    void shouldCountHiddenReasoningByTheTimeThatItHasTaken() {
        calls.patch(
                "gpt-4o",
                "{\"reasoningTokens\":100,\"latency\":{\"timeToFirstTokenMillis\":1000,\"perTokenMillis\":1000}}");
        try (var caller = HttpClient.newHttpClient()) {
            caller.sendAsync(
                    calls.request(Calls.CLASSIC_CHAT)
                            .POST(BodyPublishers.ofString(STREAM))
                            .build(),
                    BodyHandlers.discarding());
            Awaitility.await()
                    .until(() -> calls.lastRequest().path("deployment").asText().equals("gpt-4o"));
            clock.advance(Duration.ofSeconds(51));
            caller.shutdownNow();
            awaitCancelled();
        }

        assertThat(completionTokens()).isEqualTo(50);
    }

    private void leaveBehind(int bytes) throws IOException {
        try (InputStream body = calls.stream(Calls.CLASSIC_CHAT, STREAM).body()) {
            assertThat(body.readNBytes(bytes)).hasSize(bytes);
        }
        awaitCancelled();
    }

    private void awaitCancelled() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> counters().at("/interrupted/cancelledRequests").asInt() == 1);
    }

    private int completionTokens() {
        return counters().at("/interrupted/completionTokens").asInt();
    }

    private JsonNode counters() {
        return calls.counters("gpt-4o", "leaver");
    }
}
