package io.tollgate.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StreamTest extends SimulatorTestBase {

    @Test
    void shouldSendRoleDeltasFinishUsageAndDone() {
        HttpResponse<String> response =
                calls.chat(",\"max_tokens\":40,\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        List<String> events = Calls.events(response.body());
        List<JsonNode> chunks =
                events.subList(0, events.size() - 1).stream().map(Calls::json).toList();
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
        assertThat(response.body()).endsWith("data: [DONE]\n\n");
        assertThat(chunks).hasSize(1 + 40 + 1 + 1);
        assertThat(chunks.getFirst().at("/choices/0/delta/role").asText()).isEqualTo("assistant");
        assertThat(chunks.get(41).at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(chunks.get(41).at("/choices/0/delta")).isEmpty();
        JsonNode last = chunks.getLast();
        assertThat(last.path("choices").isArray()).isTrue();
        assertThat(last.path("choices")).isEmpty();
        assertThat(last.at("/usage/completion_tokens").asInt()).isEqualTo(40);
        assertThat(chunks.subList(0, 42))
                .allMatch(chunk -> chunk.has("usage") && chunk.get("usage").isNull());
        assertThat(text(chunks)).isEqualTo(40);
    }

    @Test
    void shouldKeepOneIdAndTheModelInEveryChunk() {
        List<JsonNode> chunks = chunks(",\"stream\":true");
        assertThat(chunks.stream().map(chunk -> chunk.path("id").asText()).distinct())
                .singleElement()
                .asString()
                .startsWith("chatcmpl-");
        assertThat(chunks)
                .allMatch(chunk -> chunk.path("model").asText().equals("gpt-4o")
                        && chunk.path("object").asText().equals("chat.completion.chunk")
                        && chunk.at("/choices/0").has("finish_reason")
                        && chunk.at("/choices/0").has("index")
                        && !chunk.at("/choices/0/delta").has("finish_reason"));
    }

    @Test
    void shouldNotSpeakOfUsageUnasked() {
        assertThat(calls.chat(",\"stream\":true").body()).doesNotContain("usage");
    }

    @Test
    void shouldStreamSeveralChoices() {
        List<JsonNode> chunks = chunks(",\"stream\":true,\"n\":2,\"max_tokens\":4");
        assertThat(chunks).hasSize(2 + 8 + 2);
        assertThat(chunks.stream()
                        .map(chunk -> chunk.at("/choices/0/index").asInt())
                        .filter(index -> index == 1))
                .hasSize(6);
    }

    @Test
    void shouldStreamACompletion() {
        List<String> events = Calls.events(calls.post(
                        "/v1/completions", "{\"model\":\"gpt-4o\",\"prompt\":\"Hi\",\"stream\":true,\"max_tokens\":3}")
                .body());
        assertThat(events).hasSize(3 + 1 + 1);
        assertThat(Calls.json(events.getFirst()).path("object").asText()).isEqualTo("text_completion");
        assertThat(Calls.json(events.get(3)).at("/choices/0/finish_reason").asText())
                .isEqualTo("length");
    }

    @Test
    void shouldCountAStreamLikeAPlainAnswer() {
        calls.chat(",\"max_tokens\":7,\"stream\":true,\"user\":\"s\"");
        calls.chat(",\"max_tokens\":7,\"user\":\"p\"");
        assertThat(calls.counters("gpt-4o", "s").path("completed"))
                .isEqualTo(calls.counters("gpt-4o", "p").path("completed"));
    }

    @Test
    void shouldDeliverALongStreamWhole() {
        List<JsonNode> chunks = chunks(",\"stream\":true,\"max_tokens\":16384");
        assertThat(text(chunks)).isEqualTo(16_384);
    }

    private List<JsonNode> chunks(String fields) {
        List<String> events = Calls.events(calls.chat(fields).body());
        assertThat(events.getLast()).isEqualTo("[DONE]");
        return events.subList(0, events.size() - 1).stream().map(Calls::json).toList();
    }

    private static int text(List<JsonNode> chunks) {
        String text = chunks.stream()
                .map(chunk -> chunk.at("/choices/0/delta/content").asText(""))
                .collect(Collectors.joining());
        return Encodings.newLazyEncodingRegistry()
                .getEncoding(EncodingType.O200K_BASE)
                .countTokensOrdinary(text);
    }
}
