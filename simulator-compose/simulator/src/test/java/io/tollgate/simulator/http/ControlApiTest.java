package io.tollgate.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.simulator.Simulator;
import io.tollgate.simulator.config.SimulatorConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlApiTest extends SimulatorTestBase {

    @Test
    void shouldShowWhatItReceivedWithCredentialsRedacted() {
        calls.chat(
                ",\"max_tokens\":4",
                "x-simulator-tag",
                "t1",
                "Authorization",
                "Bearer secret-of-caller",
                "x-extra",
                "1");
        JsonNode logged = calls.lastRequest();
        assertThat(logged.path("deployment").asText()).isEqualTo("gpt-4o");
        assertThat(logged.path("tag").asText()).isEqualTo("t1");
        assertThat(logged.path("status").asInt()).isEqualTo(200);
        assertThat(logged.path("ending").asText()).isEqualTo("completed");
        assertThat(logged.path("promptTokens").asInt()).isEqualTo(9);
        assertThat(logged.path("completionTokens").asInt()).isEqualTo(4);
        assertThat(logged.at("/headers/x-extra/0").asText()).isEqualTo("1");
        assertThat(logged.at("/headers/authorization/0").asText()).isEqualTo("[redacted]");
        assertThat(logged.toString()).doesNotContain("secret-of-caller").doesNotContain(Calls.KEY);
    }

    @Test
    void shouldSelectRequestsByCursorDeploymentAndTag() {
        calls.chat(",\"user\":\"a\"");
        calls.chat(",\"user\":\"b\"");
        calls.chat(",\"user\":\"a\"");
        assertThat(calls.control("requests?tag=a").path("requests")).hasSize(2);
        assertThat(calls.control("requests?since=1").path("requests")).hasSize(2);
        assertThat(calls.control("requests?deployment=other").path("requests")).isEmpty();
        assertThat(calls.control("requests?limit=1").at("/requests/0/number").asInt())
                .isEqualTo(3);
        assertThat(calls.get("/simulator/v1/requests?limit=x").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldFindTheFullestWindowOfATag() {
        calls.chat(",\"max_tokens\":11,\"user\":\"a\"");
        clock.advance(Duration.ofSeconds(40));
        calls.chat(",\"max_tokens\":11,\"user\":\"a\"");
        clock.advance(Duration.ofSeconds(40));
        calls.chat(",\"max_tokens\":12,\"user\":\"a\"");
        calls.chat(",\"max_tokens\":500,\"user\":\"b\"");
        JsonNode window = calls.control("windows?seconds=60&tag=a");
        assertThat(window.path("maxTokens").asInt()).isEqualTo(20 + 21);
        assertThat(window.path("completeLog").asBoolean()).isTrue();
    }

    @Test
    void shouldListWhenTokensWereDrawnByTag() {
        calls.chat(",\"max_tokens\":11,\"user\":\"a\"");
        clock.advance(Duration.ofSeconds(40));
        calls.chat(",\"max_tokens\":500,\"user\":\"b\"");
        calls.chat(",\"max_tokens\":12,\"user\":\"a\"");

        JsonNode listed = calls.control("arrivals?tag=a");

        assertThat(listed.path("missed").asLong()).isZero();
        assertThat(listed.path("arrivals")).hasSize(2);
        assertThat(listed.at("/arrivals/0/1").asInt()).isEqualTo(20);
        assertThat(listed.at("/arrivals/1/1").asInt()).isEqualTo(21);
        assertThat(listed.at("/arrivals/1/0").asLong()
                        - listed.at("/arrivals/0/0").asLong())
                .isEqualTo(40_000_000);
        assertThat(calls.control("arrivals").path("arrivals")).hasSize(3);
    }

    @Test
    void shouldForgetEverythingOnReset() {
        calls.patch("gpt-4o", "{\"tokensPerMinute\":20}");
        calls.chat(",\"max_tokens\":11");
        assertThat(calls.chat(",\"max_tokens\":11").statusCode()).isEqualTo(429);
        assertThat(calls.post("/simulator/v1/reset", "").statusCode()).isEqualTo(200);
        assertThat(calls.control("counters").path("counters")).isEmpty();
        assertThat(calls.chat(",\"max_tokens\":11").statusCode()).isEqualTo(200);
        assertThat(calls.control("deployments/gpt-4o")
                        .at("/config/tokensPerMinute")
                        .asInt())
                .isEqualTo(20);
    }

    @Test
    void shouldRefuseABadChangeAndKeepWhatWas() {
        HttpResponse<String> response = calls.send(calls.request("/simulator/v1/deployments/gpt-4o")
                .method("PATCH", BodyPublishers.ofString("{\"tokensPerMinute\":-3}"))
                .build());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Calls.json(response).at("/error/param").asText()).isEqualTo("tokensPerMinute");
        assertThat(calls.control("deployments").path("deployments")).hasSize(2);
        assertThat(calls.get("/simulator/v1/deployments/none").statusCode()).isEqualTo(404);
        assertThat(calls.get("/simulator/v1/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldForceTheSizeOfAnswersUntilToldOtherwise() {
        calls.patch("gpt-4o", "{\"outputTokens\":17}");
        assertThat(Calls.json(calls.chat("")).at("/usage/completion_tokens").asInt())
                .isEqualTo(17);
        calls.patch("gpt-4o", "{\"outputTokens\":null}");
        assertThat(Calls.json(calls.chat(",\"max_tokens\":5"))
                        .at("/usage/completion_tokens")
                        .asInt())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, http://evil.example, 403",
        "localhost, null, 403",
        "localhost, https://localhost, 403",
        "localhost, http://localhost:3000, 403",
        "localhost, http://localhost.evil.example, 403",
        "evil.example, http://evil.example, 403",
        "evil.example, , 403",
        "localhost.evil.example, , 403",
        "127.0.0.1.evil.example, , 403",
        "'', , 403",
        "localhost, http://localhost, 200",
        "localhost:9, http://localhost:9, 200",
        "127.0.0.1, , 200",
        "[::1], http://[::1], 200",
        "LOCALHOST, , 200",
    })
    void shouldRefusePagesOfOtherOrigins(String host, String origin, int status) throws IOException {
        for (String call : List.of("POST /simulator/v1/reset", "GET /simulator/v1/counters")) {
            assertThat(calls.raw(call + " HTTP/1.1\r\nHost: " + host + "\r\n"
                            + (origin == null ? "" : "Origin: " + origin + "\r\n")
                            + "Content-Length: 0\r\nConnection: close\r\n\r\n"))
                    .as(call)
                    .startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void shouldRefusePagesOfOtherOriginsWithAKeyToo() {
        try (Simulator open = Simulator.start(config().withHost("0.0.0.0"));
                Calls caller = new Calls(open)) {
            HttpRequest.Builder reset = caller.request("/simulator/v1/reset").POST(BodyPublishers.noBody());
            assertThat(caller.send(reset.copy().build()).statusCode()).isEqualTo(200);
            assertThat(caller.send(reset.header("Origin", "http://evil.example").build())
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void shouldNeedTheKeyWhenItCanBeReachedFromElsewhere() {
        SimulatorConfig everywhere = config().withHost("0.0.0.0");
        try (Simulator open = Simulator.start(everywhere);
                Calls caller = new Calls(open)) {
            HttpResponse<String> without =
                    caller.send(HttpRequest.newBuilder(URI.create(open.url() + "/simulator/v1/counters"))
                            .build());
            assertThat(without.statusCode()).isEqualTo(401);
            assertThat(caller.get("/simulator/v1/counters").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldShareOnePortAndOneJournalAmongItsEventLoops() {
        SimulatorConfig two = config().withBounds(SimulatorConfig.Bounds.DEFAULT.withEventLoops(2));
        try (Simulator wide = Simulator.start(two)) {
            for (Calls caller : List.of(new Calls(wide), new Calls(wide), new Calls(wide), new Calls(wide))) {
                try (caller) {
                    assertThat(caller.chat("").statusCode()).isEqualTo(200);
                }
            }
            try (Calls caller = new Calls(wide)) {
                assertThat(caller.counters("gpt-4o", "")
                                .at("/completed/requests")
                                .asInt())
                        .isEqualTo(4);
            }
        }
    }
}
