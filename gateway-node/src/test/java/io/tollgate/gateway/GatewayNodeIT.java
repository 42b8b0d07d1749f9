package io.tollgate.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.routing.AttemptPolicy;
import io.tollgate.catalog.routing.Deadlines;
import io.tollgate.catalog.routing.Fallbacks;
import io.tollgate.gateway.support.FakeBackend;
import io.tollgate.gateway.support.RealServers;
import io.tollgate.gateway.support.TestCatalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class GatewayNodeIT {

    private static final AtomicLong RUNS = new AtomicLong();
    private static final String CHAT =
            "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    private static final String STREAM =
            "{\"model\":\"gpt-4o\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    private static final String ANSWER = "{\"id\":\"1\",\"model\":\"gpt-4o-2024-11-20\",\"choices\":[],"
            + "\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":5,\"total_tokens\":13}}";
    private static final String DELTA =
            "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}],\"usage\":null}";
    private static final String USAGE =
            "{\"id\":\"1\",\"choices\":[],\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":1,\"total_tokens\":9}}";

    @ConfigProperty(name = "tollgate.redis-url")
    String redisUrl;

    @TestHTTPResource
    URI node;

    /** Deployments have other names in every test, since a node remembers what it learned of them. */
    private final String run = Long.toString(RUNS.incrementAndGet());

    private final String ptuId = "ptu-" + run;
    private final String paygId = "payg-" + run;
    private final FakeBackend ptu = new FakeBackend();
    private final FakeBackend payg = new FakeBackend();
    private TestCatalog catalog;

    @BeforeEach
    void publish() {
        catalog = new TestCatalog(redisUrl);
        catalog.tenant("acme", "acme-secret-key", Limit.of(LimitKind.TOKENS_PER_MINUTE, 1_000_000));
        ptu.answer(200, ANSWER);
        payg.answer(200, ANSWER);
        publish(TestCatalog.route("gpt-4o", new Tier(List.of(ptuId)), new Tier(List.of(paygId))));
    }

    private void publish(Route route) {
        long version = catalog.publish(
                List.of(
                        catalog.deployment(ptuId, ptu.url(), CapacityType.PTU),
                        catalog.deployment(paygId, payg.url(), CapacityType.PAYG)),
                route);
        await().until(() -> metric("tollgate_catalog_version") >= version);
    }

    @AfterEach
    void close() {
        catalog.close();
        ptu.close();
        payg.close();
    }

    @Test
    void shouldPassAnAnswerOnUnchangedAndSayWhoServedIt() {
        Response response = acme().body(CHAT).post("/v1/chat/completions");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body().asString()).isEqualTo(ANSWER);
        assertThat(response.header("x-tollgate-deployment")).isEqualTo(ptuId);
        assertThat(response.header("x-tollgate-capacity")).isEqualTo("ptu");
        assertThat(response.header("x-tollgate-attempts")).isEqualTo("1");
        assertThat(response.header("x-tollgate-request-id")).matches("[0-9a-f]{32}");
        assertThat(response.header("x-ratelimit-limit-tokens")).isEqualTo("1000000");
    }

    @Test
    void shouldSendTheBackendItsOwnModelNameAndCredentialAndNeverTheCallers() {
        acme().header("x-custom", "kept")
                .body(CHAT)
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);

        FakeBackend.Received sent = ptu.received().getFirst();
        assertThat(sent.uri()).isEqualTo("/openai/v1/chat/completions");
        assertThat(sent.body()).isEqualTo(CHAT.replace("\"gpt-4o\"", "\"deployed-" + ptuId + "\""));
        assertThat(sent.headers())
                .containsEntry("api-key", TestCatalog.BACKEND_SECRET)
                .containsEntry("x-custom", "kept");
        assertThat(sent.headers().toString()).doesNotContain("acme-secret-key");
    }

    @Test
    void shouldMoveOnAtOnceWhenProvisionedCapacityIsFull() {
        ptu.answer(429, "{}", "retry-after-ms", "60000");

        Response first = acme().body(CHAT).post("/v1/chat/completions");
        Response second = acme().body(CHAT).post("/v1/chat/completions");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.header("x-tollgate-deployment")).isEqualTo(paygId);
        assertThat(first.header("x-tollgate-attempts")).isEqualTo("2");
        assertThat(first.header("x-tollgate-attempt-log")).matches(ptuId + ";throttled;\\d+, " + paygId + ";ok;\\d+");
        assertThat(second.header("x-tollgate-attempts")).isEqualTo("1");
        assertThat(ptu.received()).hasSize(1);
    }

    @Test
    void shouldHideTheUsageChunkFromThoseWhoDidNotAsk() {
        ptu.stream(false, DELTA, USAGE, "[DONE]");

        String stream = acme().body(STREAM).post("/v1/chat/completions").body().asString();

        assertThat(stream).isEqualTo("data: " + DELTA + "\n\ndata: [DONE]\n\n");
        assertThat(ptu.received().getFirst().body()).contains("\"stream_options\":{\"include_usage\":true}");
    }

    @Test
    void shouldShowTheUsageChunkToThoseWhoAsked() {
        ptu.stream(false, DELTA, USAGE, "[DONE]");

        String stream = acme().body(STREAM.replace(
                        "\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}"))
                .post("/v1/chat/completions")
                .body()
                .asString();

        assertThat(stream).isEqualTo("data: " + DELTA + "\n\ndata: " + USAGE + "\n\ndata: [DONE]\n\n");
    }

    @Test
    void shouldEndABrokenStreamWithAnErrorEvent() {
        ptu.stream(false, DELTA);

        String stream = acme().body(STREAM).post("/v1/chat/completions").body().asString();

        assertThat(stream)
                .startsWith("data: " + DELTA + "\n\n")
                .containsOnlyOnce("\"error\":{")
                .endsWith("\n\n");
        assertThat(stream).doesNotContain("[DONE]");
    }

    @Test
    void shouldAnswerForBackendsThatFail() {
        ptu.answer(500, "stack trace of a backend");
        payg.script((request, body) -> request.connection().close());

        Response response = acme().body(CHAT).post("/v1/chat/completions");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body().asString()).doesNotContain("backend").contains("upstream_failed");
    }

    @Test
    void shouldSayWhenABackendDoesNotAnswerInTime() {
        ptu.hang();
        payg.hang();
        var patience = new AttemptPolicy(6, 50, new Deadlines(500, 500, 0, 0, 500, 60_000), Optional.empty());
        publish(TestCatalog.route(
                "gpt-4o", patience, Fallbacks.NONE, new Tier(List.of(ptuId)), new Tier(List.of(paygId))));

        acme().body(CHAT).post("/v1/chat/completions").then().statusCode(504);
    }

    @Test
    void shouldPassOnWhatTheBackendSaysOfTheRequestItself() {
        ptu.answer(400, "{\"error\":{\"code\":\"content_filter\"}}");

        acme().body(CHAT)
                .post("/v1/chat/completions")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("content_filter"));
        assertThat(payg.received()).isEmpty();
    }

    @Test
    void shouldDenyWithTheExactTimeAndChargeNothingForIt() {
        catalog.tenant("tiny", "tiny-secret-key", Limit.of(LimitKind.REQUESTS_PER_MINUTE, 2));

        assertThat(as("tiny-secret-key").body(CHAT).post("/v1/chat/completions").statusCode())
                .isEqualTo(200);
        assertThat(as("tiny-secret-key").body(CHAT).post("/v1/chat/completions").statusCode())
                .isEqualTo(200);
        Response denied = as("tiny-secret-key").body(CHAT).post("/v1/chat/completions");

        assertThat(denied.statusCode()).isEqualTo(429);
        assertThat(Long.parseLong(denied.header("retry-after-ms"))).isBetween(1L, 30_000L);
        assertThat(denied.header("x-tollgate-limit")).isEqualTo("tenant:requests-per-minute");
        assertThat(ptu.received()).hasSize(2);
    }

    @Test
    void shouldRefuseARevokedKeyWithinASecond() {
        catalog.tenant("leaver", "leaver-secret-key");
        await().until(() ->
                as("leaver-secret-key").body(CHAT).post("/v1/chat/completions").statusCode() == 200);

        catalog.revoke("leaver", "leaver-secret-key");

        await().atMost(Duration.ofSeconds(1))
                .until(() -> as("leaver-secret-key")
                                .body(CHAT)
                                .post("/v1/chat/completions")
                                .statusCode()
                        == 401);
    }

    @Test
    void shouldRefuseBadInputWithoutTroublingABackend() {
        as("nobody")
                .body(CHAT)
                .post("/v1/chat/completions")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("invalid_api_key"));
        given().contentType("application/json")
                .body(CHAT)
                .post("/v1/chat/completions")
                .then()
                .statusCode(401);
        acme().body("{").post("/v1/chat/completions").then().statusCode(400);
        acme().body("").post("/v1/chat/completions").then().statusCode(400);
        acme().body("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(400)
                .body("error.param", equalTo("model"));
        acme().body(CHAT.replace("gpt-4o", "gpt-9"))
                .post("/v1/chat/completions")
                .then()
                .statusCode(404);
        acme().body(CHAT)
                .post("/openai/deployments/gpt-4o/chat/completions")
                .then()
                .statusCode(400)
                .body("error.param", equalTo("api-version"));
        acme().body(CHAT)
                .post("/openai/deployments/" + "m".repeat(257) + "/chat/completions?api-version=2024-10-21")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("string_above_max_length"));
        acme().body("x".repeat(100_001)).post("/v1/chat/completions").then().statusCode(413);
        acme().get("/v1/chat/completions").then().statusCode(405);
        acme().body(CHAT).post("/v1/nothing").then().statusCode(404).body("error.code", equalTo("unknown_url"));
        acme().body(CHAT)
                .post("/v1/images/generations")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("unsupported_endpoint"));
        acme().body("{}")
                .post("/v1/responses/input_tokens")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("unsupported_endpoint"));

        assertThat(ptu.received()).isEmpty();
        assertThat(payg.received()).isEmpty();
    }

    @Test
    void shouldNameEveryAnswerByAnId() {
        ptu.script((request, body) -> request.response()
                .putHeader("content-type", "application/json")
                .putHeader("x-request-id", "of-the-backend")
                .end("{\"choices\":[]}"));
        List<Response> answers = List.of(
                given().get("/v1/models"),
                given().contentType("application/json").body(CHAT).post("/v1/chat/completions"),
                acme().get("/v1/models"),
                acme().get("/v1/models/none"),
                acme().get("/v1/chat/completions"),
                acme().get("/v1/nothing"),
                acme().get("/nothing"),
                acme().get("/v1/batches"),
                acme().get("/v1/files/file-1"),
                acme().body("{").post("/v1/chat/completions"),
                acme().body("x".repeat(100_001)).post("/v1/chat/completions"),
                acme().body(CHAT.replace("gpt-4o", "none")).post("/v1/chat/completions"));

        for (Response answer : answers) {
            assertThat(answer.header("x-request-id"))
                    .as(answer.statusCode() + " " + answer.body().asString())
                    .matches("[0-9a-f]{32}")
                    .isEqualTo(answer.header("x-tollgate-request-id"));
        }
        Response served = acme().body(CHAT).post("/v1/chat/completions");
        assertThat(served.header("x-request-id")).isEqualTo("of-the-backend");
        assertThat(served.header("x-tollgate-request-id")).matches("[0-9a-f]{32}");
        ptu.script((request, body) -> request.response()
                .putHeader("content-type", "text/event-stream")
                .end("data: [DONE]\n\n"));
        Response streamed = acme().body(STREAM).post("/v1/chat/completions");
        assertThat(streamed.header("x-request-id")).isEqualTo(streamed.header("x-tollgate-request-id"));
    }

    @Test
    void shouldUnpackBodiesWithinBounds() throws Exception {
        ptu.answer(200, ANSWER);
        acme().header("content-encoding", "gzip")
                .body(gzip(CHAT.getBytes(StandardCharsets.UTF_8)))
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
        assertThat(ptu.received().getLast().body()).contains("Hello");
        assertThat(ptu.received().getLast().headers()).doesNotContainKey("content-encoding");
        acme().header("content-encoding", "gzip")
                .body(gzip(new byte[200_000]))
                .post("/v1/chat/completions")
                .then()
                .statusCode(413);
        for (String coding : List.of("br", "zstd", "gzip, gzip")) {
            acme().header("content-encoding", coding)
                    .body("x")
                    .post("/v1/chat/completions")
                    .then()
                    .statusCode(415)
                    .body("error.code", equalTo("unsupported_content_encoding"));
        }
        acme().header("content-encoding", "gzip")
                .body("x")
                .post("/v1/chat/completions")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("invalid_content_encoding"));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void shouldRefuseAHeadThatCannotBeSentOn() throws Exception {
        for (String head : List.of("x-foo: a\u0001b", "x-foo: a\u007fb")) {
            try (Socket socket = new Socket(node.getHost(), node.getPort())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream()
                        .write(("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n" + head
                                        + "\r\nauthorization: Bearer acme-secret-key\r\ncontent-length: 2\r\n\r\n{}")
                                .getBytes(StandardCharsets.ISO_8859_1));
                var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
                assertThat(answer).isEqualTo("HTTP/1.1 400");
            }
        }
        assertThat(ptu.received()).isEmpty();
    }

    @Test
    void shouldHangUpOnACallerWhoNeverReads() throws Exception {
        ptu.script((request, body) -> {
            request.response().putHeader("content-type", "text/event-stream").setChunked(true);
            for (int i = 0; i < 256; i++) {
                request.response().write("data: " + DELTA.replace("Hi", "x".repeat(60_000)) + "\n\n");
            }
        });
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(node.getHost(), node.getPort()));
            socket.getOutputStream()
                    .write(
                            ("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\napi-key: acme-secret-key\r\ncontent-length: "
                                            + STREAM.length() + "\r\n\r\n" + STREAM)
                                    .getBytes(StandardCharsets.US_ASCII));

            await().until(() -> ptu.abandoned() == 1);
        }
        await().until(() -> metric("tollgate_reservations_open") == 0);
    }

    @Test
    void shouldAnswerAndHangUpWhenTheBodyDoesNotCome() throws Exception {
        try (Socket socket = new Socket(node.getHost(), node.getPort())) {
            socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\napi-key: acme-secret-key\r\n"
                                    + "content-length: 500\r\n\r\n{\"model\":")
                            .getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 408").contains("request_timeout");
        }
        assertThat(ptu.received()).isEmpty();
    }

    @Test
    void shouldGiveTheBackendCallUpWhenTheCallerLeaves() throws Exception {
        ptu.stream(true, DELTA);
        try (Socket socket = new Socket(node.getHost(), node.getPort())) {
            socket.getOutputStream()
                    .write(
                            ("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\napi-key: acme-secret-key\r\ncontent-length: "
                                            + STREAM.length() + "\r\n\r\n" + STREAM)
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }

        await().atMost(Duration.ofSeconds(1)).until(() -> ptu.abandoned() == 1);
        await().until(() -> metric("tollgate_reservations_open") == 0);
    }

    @Test
    void shouldListModels() {
        acme().get("/v1/models").then().statusCode(200).body("data[0].id", equalTo("gpt-4o"));
        acme().get("/v1/models/gpt-4o").then().statusCode(200).body("id", equalTo("gpt-4o"));
        acme().get("/v1/models/nothing").then().statusCode(404);
        given().get("/v1/models").then().statusCode(401);
    }

    private static double metric(String name) {
        String line = given().get("/q/metrics")
                .body()
                .asString()
                .lines()
                .filter(text -> text.startsWith(name + " ") || text.startsWith(name + "{"))
                .findFirst()
                .orElse(name + " -1");
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    private static RequestSpecification acme() {
        return as("acme-secret-key");
    }

    private static RequestSpecification as(String key) {
        return given().header("authorization", "Bearer " + key).contentType("application/json");
    }
}
