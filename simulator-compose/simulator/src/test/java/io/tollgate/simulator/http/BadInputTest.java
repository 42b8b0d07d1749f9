package io.tollgate.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.simulator.config.SimulatorConfig;
import io.tollgate.simulator.config.SimulatorConfig.Bounds;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest extends SimulatorTestBase {
    private static final int MOST_BYTES = 100_000;

    @Override
    SimulatorConfig config() {
        return super.config().withBounds(Bounds.DEFAULT.withMaxBodyBytes(MOST_BYTES));
    }

    @ParameterizedTest
    @CsvSource({
        "api-key,wrong",
        "api-key,''",
        "Authorization,Bearer wrong",
        "Authorization,Basic x",
        "x-other,simulator-key"
    })
    void shouldRefuseAWrongOrMissingKey(String name, String value) {
        HttpResponse<String> response = calls.send(
                java.net.http.HttpRequest.newBuilder(java.net.URI.create(simulator.url() + Calls.CLASSIC_CHAT))
                        .header(name, value)
                        .POST(BodyPublishers.ofString("{" + Calls.HELLO + "}"))
                        .build());
        assertError(response, 401, "401", null);
    }

    @Test
    void shouldKeepNoTotalsForTagsAndNamesOfStrangers() {
        for (int i = 0; i < 20; i++) {
            calls.chat("", "api-key", "wrong", "x-simulator-tag", "stranger-" + i);
            calls.post("/openai/deployments/none-" + i + "/chat/completions?api-version=2024-10-21", "{}");
        }
        assertThat(calls.control("counters").path("counters")).hasSize(1);
        assertThat(calls.counters("", "").at("/requestsByStatus/401").asInt()).isEqualTo(20);
        assertThat(calls.counters("", "").at("/requestsByStatus/404").asInt()).isEqualTo(20);
    }

    @Test
    void shouldAcceptABearerToken() {
        HttpResponse<String> response =
                calls.send(java.net.http.HttpRequest.newBuilder(java.net.URI.create(simulator.url() + "/v1/models"))
                        .header("Authorization", "Bearer " + Calls.KEY)
                        .build());
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/openai/deployments/none/chat/completions?api-version=2024-10-21,404,DeploymentNotFound",
        "/openai/deployments/gpt-4o/chat/completions,404,404",
        "/openai/deployments/gpt-4o/chat/completions?api-version=latest,404,404",
        "/openai/deployments/gpt-4o/chat/completions?api-version=%25zz,404,404",
        "/openai/deployments/gpt-4o/unknown?api-version=2024-10-21,404,404",
        "/openai/deployments//chat/completions?api-version=2024-10-21,404,DeploymentNotFound",
        "/v2/chat/completions,404,404",
        "/v1/models,405,405",
        "/openai/deployments/text-embedding-3-small/chat/completions?api-version=2024-10-21,400,OperationNotSupported"
    })
    void shouldRefuseWrongPaths(String path, int status, String code) {
        assertError(calls.post(path, "{" + Calls.HELLO + "}"), status, code, null);
    }

    @Test
    void shouldRefuseAWrongMethod() {
        assertError(calls.get(Calls.CLASSIC_CHAT), 405, "405", null);
    }

    @Test
    void shouldRefuseBadBodiesNamingTheField() {
        assertError(calls.post(Calls.CLASSIC_CHAT, "{\"messages\":"), 400, "invalid_json", null);
        assertError(calls.post(Calls.CLASSIC_CHAT, ""), 400, "invalid_json", null);
        assertError(calls.chat(",\"max_tokens\":\"many\""), 400, "invalid_type", "max_tokens");
        assertError(
                calls.post("/v1/chat/completions", "{" + Calls.HELLO + "}"),
                400,
                "missing_required_parameter",
                "model");
        assertError(
                calls.post("/v1/chat/completions", "{\"model\":\"none\"," + Calls.HELLO + "}"),
                404,
                "DeploymentNotFound",
                null);
        JsonNode counters = calls.counters("gpt-4o", "");
        assertThat(counters.at("/completed/requests").asInt()).isZero();
        assertThat(counters.at("/requestsByStatus/400").asInt()).isEqualTo(3);
    }

    @Test
    void shouldRefuseABodyThatIsTooLargeWithAndWithoutItsLength() {
        String large = "{" + Calls.HELLO + ",\"pad\":\"" + "x".repeat(MOST_BYTES) + "\"}";
        assertError(calls.post(Calls.CLASSIC_CHAT, large), 413, "413", null);
        HttpResponse<String> chunked = calls.send(calls.request(Calls.CLASSIC_CHAT)
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(large)))
                .build());
        assertError(chunked, 413, "413", null);
    }

    @Test
    void shouldSurviveACallerThatSendsHalfARequest() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", simulator.port())) {
            socket.getOutputStream()
                    .write(("POST " + Calls.CLASSIC_CHAT + " HTTP/1.1\r\nhost: x\r\napi-key: " + Calls.KEY
                                    + "\r\ncontent-length: 1000\r\n\r\n{\"mess")
                            .getBytes(StandardCharsets.UTF_8));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> calls.lastRequest().path("ending").asText().equals("in-flight"));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> calls.lastRequest().path("ending").asText().equals("cancelled"));
        assertThat(calls.counters("gpt-4o", "").at("/interrupted/promptTokens").asInt())
                .isZero();
    }

    private static void assertError(HttpResponse<String> response, int status, String code, String param) {
        JsonNode error = Calls.json(response).path("error");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("param").asText(null)).isEqualTo(param);
    }
}
