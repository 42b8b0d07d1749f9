package io.tollgate.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Caller;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.stand.Harmless;
import io.tollgate.scenarios.stand.Stand;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenario 09: bodies that are wrong get an error object that names the field, cost nothing and reach nobody. */
class BadBodyIT {

    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
    private static final String START = "{\"model\":\"gpt-4o\"," + MESSAGES + ",";

    /** An answer that is lost now and then is lost. */
    private static final int TRIES = 10;

    private final Harmless harmless = new Harmless(Stand.shared());

    static Stream<Arguments> chatBodies() {
        return Stream.of(
                arguments("a model that is no text", "{\"model\":5," + MESSAGES + "}", "model"),
                arguments("no model", "{" + MESSAGES + "}", "model"),
                arguments("an empty model", "{\"model\":\"\"," + MESSAGES + "}", "model"),
                arguments("two models", "{\"model\":\"gpt-4o\",\"model\":\"gpt-4o-mini\"," + MESSAGES + "}", "model"),
                arguments("no messages", "{\"model\":\"gpt-4o\"}", "messages"),
                arguments("messages that are no list", "{\"model\":\"gpt-4o\",\"messages\":\"hi\"}", "messages"),
                arguments("an empty list of messages", "{\"model\":\"gpt-4o\",\"messages\":[]}", "messages"),
                arguments("a message that is no object", "{\"model\":\"gpt-4o\",\"messages\":[1]}", "messages[0]"),
                arguments(
                        "a message without a role",
                        "{\"model\":\"gpt-4o\",\"messages\":[{\"content\":\"hi\"}]}",
                        "messages[0].role"),
                arguments(
                        "content of a wrong type",
                        "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":7}]}",
                        "messages[0].content"),
                arguments("a bound that is no number", START + "\"max_tokens\":\"ten\"}", "max_tokens"),
                arguments("a negative bound", START + "\"max_tokens\":-1}", "max_tokens"),
                arguments("a broken bound", START + "\"max_tokens\":1.5}", "max_tokens"),
                arguments("a bound beyond integers", START + "\"max_tokens\":99999999999999999999}", "max_tokens"),
                arguments("a negative number of choices", START + "\"n\":-1}", "n"),
                arguments("too many choices", START + "\"n\":129}", "n"),
                arguments("a stream of a wrong type", START + "\"stream\":\"yes\"}", "stream"),
                arguments("stream options of a wrong type", START + "\"stream_options\":\"all\"}", "stream_options"),
                arguments(
                        "a usage wish of a wrong type",
                        START + "\"stream\":true,\"stream_options\":{\"include_usage\":\"yes\"}}",
                        "stream_options.include_usage"),
                arguments("a user that is no text", START + "\"user\":{}}", "user"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chatBodies")
    void shouldNameTheFieldAtFault(String what, String body, String param) {
        Answer answer = harmless.call(caller -> caller.chat(body));

        assertThat(answer.status()).as(what).isEqualTo(400);
        assertThat(answer.error().path("param").asText()).isEqualTo(param);
        assertIsErrorObject(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "nonsense",
                "[]",
                "null",
                "5",
                "{\"model\":\"gpt-4o\"} {}",
                "{\"model\":\"gpt-4o\",}",
                "\u0000"
            })
    void shouldRefuseWhatIsNotOneJsonObject(String body) {
        Answer answer = harmless.call(caller -> caller.chat(body));

        assertThat(answer.status()).isEqualTo(400);
        assertIsErrorObject(answer);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 100_000})
    void shouldRefuseBodiesOfBottomlessDepth(int depth) {
        String body = START + "\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";

        Answer answer = harmless.call(caller -> caller.chat(body));

        assertThat(answer.status()).isEqualTo(400);
        assertIsErrorObject(answer);
    }

    static Stream<Arguments> otherBodies() {
        return Stream.of(
                arguments("/v1/embeddings", "{\"model\":\"text-embedding-3-small\"}", 400, "input"),
                arguments("/v1/embeddings", "{\"model\":\"text-embedding-3-small\",\"input\":5}", 400, "input"),
                arguments("/v1/embeddings", "{\"model\":\"text-embedding-3-small\",\"input\":[]}", 400, "input"),
                arguments("/v1/embeddings", "{\"model\":\"gpt-4o\",\"input\":\"hi\"}", 404, "model"),
                arguments("/v1/completions", "{\"model\":\"gpt-4o\",\"prompt\":{}}", 400, "prompt"),
                arguments("/v1/completions", "{\"model\":\"text-embedding-3-small\",\"prompt\":\"hi\"}", 404, "model"),
                arguments("/models/chat/completions", "{" + MESSAGES + "}", 400, "model"),
                arguments("/openai/v1/chat/completions", "{\"model\":\"no-such\"," + MESSAGES + "}", 404, "model"),
                arguments("/v1/chat/completions", "{\"model\":\"no\\r\\nsuch: x\"," + MESSAGES + "}", 404, "model"),
                arguments(
                        "/openai/deployments/no-such/chat/completions?api-version=2024-10-21",
                        "{" + MESSAGES + "}",
                        404,
                        "model"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("otherBodies")
    void shouldTreatEveryOperationAndFamilyAlike(String path, String body, int status, String param) {
        Answer answer = harmless.call(caller -> caller.post(path, body));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.error().path("param").asText()).isEqualTo(param);
        assertIsErrorObject(answer);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3 * Stand.MOST_BODY_BYTES, 8 * Stand.MOST_BODY_BYTES})
    void shouldRefuseBodiesAboveTheConfiguredSizeSoThatTheCallerHearsIt(int bytesTooMany) {
        String body = Bodies.chat("x".repeat(Stand.MOST_BODY_BYTES + bytesTooMany), 1);

        List<Answer> answers = harmless.call(caller -> Crowd.run(TRIES, 1, index -> caller.post(Caller.CHAT, body)));

        assertThat(answers).extracting(Answer::status).containsOnly(413);
        answers.forEach(BadBodyIT::assertIsErrorObject);
    }

    @Test
    void shouldRefuseAWrongKeySoThatACallerHearsItWhoIsStillSending() {
        String body = Bodies.chat("x".repeat(8 * Stand.MOST_BODY_BYTES), 1);

        List<Answer> answers = harmless.call(
                caller -> Crowd.run(TRIES, 1, index -> new Caller(caller.base(), "tg_wrong").post(Caller.CHAT, body)));

        assertThat(answers).extracting(Answer::status).containsOnly(401);
        answers.forEach(BadBodyIT::assertIsErrorObject);
    }

    static void assertIsErrorObject(Answer answer) {
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(answer.error().path("message").asText()).isNotBlank();
        assertThat(answer.error().path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(answer.error().path("code").asText()).isNotBlank();
        assertThat(answer.error().has("param")).isTrue();
    }
}
