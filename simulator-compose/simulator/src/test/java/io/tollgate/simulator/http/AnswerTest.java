package io.tollgate.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest extends SimulatorTestBase {
    private static final Encoding O200K = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                Calls.CLASSIC_CHAT,
                "/openai/v1/chat/completions",
                "/v1/chat/completions",
                "/models/chat/completions",
                "//openai//v1/chat/completions"
            })
    void shouldAnswerAChatOnEveryPath(String path) {
        HttpResponse<String> response =
                calls.post(path, "{\"model\":\"gpt-4o\"," + Calls.HELLO + ",\"max_tokens\":25}");
        JsonNode answer = Calls.json(response);
        JsonNode choice = answer.path("choices").path(0);
        String text = choice.path("message").path("content").asText();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
        assertThat(answer.path("id").asText()).startsWith("chatcmpl-");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("length");
        assertThat(O200K.countTokensOrdinary(text)).isEqualTo(25);
        assertThat(answer.path("usage").path("prompt_tokens").asInt()).isEqualTo(3 + 1 + 2 + 3);
        assertThat(answer.path("usage").path("completion_tokens").asInt()).isEqualTo(25);
        assertThat(answer.path("usage").path("total_tokens").asInt()).isEqualTo(34);
        assertThat(answer.path("usage")
                        .path("prompt_tokens_details")
                        .path("cached_tokens")
                        .isInt())
                .isTrue();
        assertThat(answer.path("usage")
                        .path("completion_tokens_details")
                        .path("reasoning_tokens")
                        .isInt())
                .isTrue();
    }

    @Test
    void shouldStopByItselfWithoutABound() {
        JsonNode answer = Calls.json(calls.chat(""));
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(O200K.countTokensOrdinary(
                        answer.at("/choices/0/message/content").asText()))
                .isEqualTo(answer.at("/usage/completion_tokens").asInt());
    }

    @Test
    void shouldAnswerSeveralChoicesAndCountThemAll() {
        JsonNode answer = Calls.json(calls.chat(",\"n\":3,\"max_tokens\":5"));
        assertThat(answer.path("choices")).hasSize(3);
        assertThat(answer.at("/choices/2/index").asInt()).isEqualTo(2);
        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(15);
    }

    @Test
    void shouldTakeTheSizeFromTheHeader() {
        JsonNode answer = Calls.json(calls.chat(",\"max_tokens\":50", "x-simulator-output-tokens", "12"));
        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(12);
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        HttpResponse<String> bad = calls.chat("", "x-simulator-output-tokens", "many");
        assertThat(bad.statusCode()).isEqualTo(400);
    }

    @Test
    void shouldCompleteText() {
        JsonNode answer = Calls.json(
                calls.post("/v1/completions", "{\"model\":\"gpt-4o\",\"prompt\":\"Hello there\",\"max_tokens\":6}"));
        assertThat(answer.path("object").asText()).isEqualTo("text_completion");
        assertThat(O200K.countTokensOrdinary(answer.at("/choices/0/text").asText()))
                .isEqualTo(6);
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(2);
    }

    @Test
    void shouldEmbedAsNumbersAndAsBase64() {
        String request =
                "{\"model\":\"text-embedding-3-small\",\"input\":[\"hello\",\"hello world\"],\"dimensions\":64";
        JsonNode numbers = Calls.json(calls.post("/v1/embeddings", request + "}"));
        JsonNode base64 = Calls.json(calls.post("/v1/embeddings", request + ",\"encoding_format\":\"base64\"}"));
        assertThat(numbers.path("data")).hasSize(2);
        assertThat(numbers.at("/data/0/embedding")).hasSize(64);
        assertThat(numbers.at("/usage/prompt_tokens").asInt()).isEqualTo(3);
        double squares = 0;
        ByteBuffer floats = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(base64.at("/data/1/embedding").asText()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (JsonNode value : numbers.at("/data/1/embedding")) {
            assertThat(floats.getFloat()).isEqualTo(value.floatValue());
            squares += value.doubleValue() * value.doubleValue();
        }
        assertThat(squares).isCloseTo(1, within(1e-4));
    }

    @Test
    void shouldListItsDeploymentsAsModels() {
        for (String path : List.of("/v1/models", "/openai/v1/models", "/openai/models?api-version=2024-10-21")) {
            JsonNode list = Calls.json(calls.get(path));
            assertThat(list.path("object").asText()).isEqualTo("list");
            assertThat(list.path("data").findValuesAsText("id")).containsExactly("gpt-4o", "text-embedding-3-small");
        }
    }

    @Test
    void shouldNameRegionAndRequestOnEveryAnswer() {
        for (HttpResponse<String> each : List.of(calls.chat(""), calls.get("/nothing"), calls.post("/v1/models", ""))) {
            assertThat(each.headers().firstValue("x-ms-region")).hasValue("Local");
            assertThat(each.headers().firstValue("apim-request-id").orElseThrow())
                    .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
            assertThat(each.headers().firstValue("x-request-id")).isPresent();
        }
    }
}
