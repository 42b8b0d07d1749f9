package io.tollgate.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Caller;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.calls.RawConnection;
import io.tollgate.scenarios.calls.Stopwatch;
import io.tollgate.scenarios.stand.Figures;
import io.tollgate.scenarios.stand.Harmless;
import io.tollgate.scenarios.stand.Stand;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenario 09, continued: heads that are wrong, and callers that break the protocol. */
class BadCallIT {

    private static final String CLASSIC = "/openai/deployments/gpt-4o/chat/completions";
    private static final String BODY = Bodies.chat("Hello", 1);
    private static final Duration SOON = Duration.ofSeconds(4);

    private final Stand stand = Stand.shared();
    private final Harmless harmless = new Harmless(stand);

    static Stream<Arguments> wrongHeads() {
        return Stream.of(
                arguments("GET", Caller.CHAT, 405, "method_not_allowed"),
                arguments("PUT", "/openai/v1/embeddings", 405, "method_not_allowed"),
                arguments("DELETE", CLASSIC + "?api-version=2024-10-21", 405, "method_not_allowed"),
                arguments("POST", "/v1/models", 405, "method_not_allowed"),
                arguments("POST", "/v1/nonsense", 404, "unknown_url"),
                arguments("POST", "/v1/images/generations", 404, "unsupported_endpoint"),
                arguments("POST", "/v1/responses/compact", 404, "unsupported_endpoint"),
                arguments("GET", "/v1/batches", 404, "unsupported_endpoint"),
                arguments("POST", "/nonsense", 404, "unknown_url"),
                arguments("POST", "/openai/deployments//chat/completions", 404, "unknown_url"),
                arguments("POST", CLASSIC, 400, "missing_required_parameter"),
                arguments("POST", CLASSIC + "?api-version=", 400, "invalid_api_version"),
                arguments("POST", CLASSIC + "?api-version=banana", 400, "invalid_api_version"),
                arguments("POST", CLASSIC + "?api-version=2024-10-21%0d%0aset-cookie:x", 400, "invalid_api_version"),
                arguments("POST", "/openai/deployments/x%0d%0ay:z/chat/completions?api-version=2024-10-21", 404, null));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("wrongHeads")
    void shouldRefuseWrongHeads(String method, String path, int status, String code) {
        Answer answer = harmless.call(caller -> caller.send(method, path, BODY));

        assertThat(answer.status()).isEqualTo(status);
        BadBodyIT.assertIsErrorObject(answer);
        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "y");
        if (code != null) {
            assertThat(answer.error().path("code").asText()).isEqualTo(code);
        }
        if (status == 405) {
            assertThat(answer.header("allow")).isEqualTo(path.endsWith("models") ? "GET" : "POST");
        }
        if (path.startsWith(CLASSIC) && status == 400) {
            assertThat(answer.error().path("param").asText()).isEqualTo("api-version");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tg_wrong", "", " ", "Bearer", "ünïcode", "a b"})
    void shouldRefuseAWrongKeyInEveryForm(String key) {
        for (String header : new String[] {"api-key", "ocp-apim-subscription-key", "authorization"}) {
            String value = header.equals("authorization") ? "Bearer " + key : key;

            Answer answer =
                    harmless.call(caller -> new Caller(caller.base(), null).post(Caller.CHAT, BODY, header, value));

            assertThat(answer.status()).as(header).isEqualTo(401);
            BadBodyIT.assertIsErrorObject(answer);
        }
    }

    @Test
    void shouldRefuseACallWithoutAKeyBeforeReadingItsBody() {
        Answer answer = harmless.call(caller -> new Caller(caller.base(), null).post(Caller.CHAT, "{"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error().path("code").asText()).isEqualTo("invalid_api_key");
    }

    static Stream<Arguments> brokenRequests() {
        String ok = "content-length: " + BODY.length() + "\r\n";
        return Stream.of(
                arguments("two lengths", ok + "content-length: 5\r\n\r\n" + BODY),
                arguments("a length and chunks", ok + "transfer-encoding: chunked\r\n\r\n0\r\n\r\n"),
                arguments("a negative length", "content-length: -1\r\n\r\n" + BODY),
                arguments("a length that is no number", "content-length: ten\r\n\r\n" + BODY),
                arguments("a chunk size that is no number", "transfer-encoding: chunked\r\n\r\nzz\r\n" + BODY),
                arguments("a blank in a header's name", "x evil: 1\r\n" + ok + "\r\n" + BODY),
                arguments("a zero byte in a header", "x-evil: a\u0000b\r\n" + ok + "\r\n" + BODY),
                arguments("a header without a colon", "evil\r\n" + ok + "\r\n" + BODY),
                arguments("headers beyond all bounds", "x-evil: " + "a".repeat(100_000) + "\r\n" + ok + "\r\n" + BODY));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenRequests")
    void shouldRefuseBrokenRequests(String what, String afterHost) {
        String answer = harmless.call(caller -> exchange(afterHost));

        assertThat(answer).as(what).matches("(?s)(HTTP/1\\.1 4\\d\\d .*)?");
    }

    @Test
    void shouldRefuseABodyTooLargeByItsOwnAccountWithoutWaitingForIt() {
        String answer = harmless.call(caller -> exchange("content-length: 99999999999\r\n\r\n{"));

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("request_too_large");
    }

    @Test
    void shouldRefuseABodyInChunksOnceItIsTooLarge() {
        String chunk = Integer.toHexString(65_536) + "\r\n" + "x".repeat(65_536) + "\r\n";

        String answer = harmless.call(caller ->
                exchange("transfer-encoding: chunked\r\n\r\n" + chunk.repeat(Stand.MOST_BODY_BYTES / 65_536 + 2)));

        assertThat(answer).matches("(?s)(HTTP/1\\.1 413 .*)?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-length: 500\r\n\r\n{\"model\":", "transfer-encoding: chunked\r\n\r\n5\r\n{\"mod"})
    void shouldForgetACallerThatLeavesInTheMiddleOfItsBody(String afterHost) {
        String answer = harmless.call(caller -> {
            try (RawConnection connection = begin(afterHost)) {
                return connection.sendNoMore().readToEnd(Duration.ofSeconds(Stand.BODY_SECONDS + 2));
            }
        });

        assertThat(answer).matches("(?s)(HTTP/1\\.1 4\\d\\d .*)?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-length: 500\r\n\r\n{\"model\":", "transfer-encoding: chunked\r\n\r\n5\r\n{\"mod"})
    void shouldNotWaitForeverForTheRestOfABody(String afterHost) {
        Stopwatch asked = Stopwatch.start();

        String answer = harmless.call(caller -> {
            try (RawConnection connection = begin(afterHost)) {
                return connection.readToEnd(Duration.ofSeconds(Stand.BODY_SECONDS + 3));
            }
        });

        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("request_timeout");
        assertThat(asked.millis()).isBetween(Stand.BODY_SECONDS * 900L, Stand.BODY_SECONDS * 1_000L + 2_000);
    }

    @Test
    void shouldGiveBackTheConnectionsOfCallersWhoStop() {
        int callers = 100;
        long openBefore = stand.openFiles(0);

        List<String> answers = harmless.call(caller -> Crowd.run(callers, callers, index -> {
            try (RawConnection connection = begin("content-length: 500\r\n\r\n{")) {
                return connection.readToEnd(Duration.ofSeconds(Stand.BODY_SECONDS + 5));
            }
        }));

        assertThat(answers).allSatisfy(answer -> assertThat(answer).startsWith("HTTP/1.1 408 "));
        await().untilAsserted(() -> assertThat(stand.openFiles(0)).isLessThan(openBefore + callers / 2));
        Figures.say("bad calls", "%d callers who stopped: all answered 408, connections given back", callers);
    }

    private String exchange(String afterHost) {
        try (RawConnection connection = begin(afterHost)) {
            return connection.readAnswer(SOON);
        }
    }

    private RawConnection begin(String afterHost) {
        return RawConnection.to(stand.node(0))
                .send("POST " + Caller.CHAT + " HTTP/1.1\r\nhost: tollgate.test\r\nconnection: close\r\n"
                        + "content-type: application/json\r\napi-key: "
                        + harmless.tenant().key() + "\r\n" + afterHost);
    }
}
