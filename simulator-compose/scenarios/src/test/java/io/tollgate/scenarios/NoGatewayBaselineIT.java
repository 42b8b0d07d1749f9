package io.tollgate.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Caller;
import io.tollgate.scenarios.stand.Backend;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scenario 01: the SDK straight to a simulator, so that a failure elsewhere can be attributed to the gateway or not; and
 * what the gateway makes of the same requests.
 */
class NoGatewayBaselineIT {

    private final Stand stand = Stand.shared();
    private final Backend backend = stand.backends().named("payg-1");
    private final OpenAIClient client = client(stand.backendKey());

    @Test
    void shouldChatStreamEmbedAndListWithoutAGateway() {
        var answer = client.chat().completions().create(chat().build());
        var embedding = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model(Bodies.EMBEDDING_MODEL)
                        .input("a text")
                        .build());

        assertThat(answer.usage().orElseThrow().completionTokens()).isBetween(1L, 20L);
        assertThat(embedding.data().getFirst().embedding()).hasSize(1536);
        assertThat(client.models().list().data()).extracting(Model::id).contains(Bodies.CHAT_MODEL);
        assertThat(usages(chat())).isZero();
        assertThat(usages(chat().streamOptions(ChatCompletionStreamOptions.builder()
                        .includeUsage(true)
                        .build())))
                .isOne();
    }

    @Test
    void shouldRaiseTheSameTypedErrorsWithoutAGateway() {
        assertThatThrownBy(() -> client("wrong-key").chat().completions().create(chat().build()))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(chat().model("no-such-model").build()))
                .isInstanceOf(NotFoundException.class);
        try (var _ = backend.change(Bodies.CHAT_MODEL, Map.of("tokensPerMinute", 1))) {
            assertThatThrownBy(() -> client.chat().completions().create(chat().build()))
                    .isInstanceOf(RateLimitException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "streamed", "streamed with usage"})
    void shouldGetTheSameFieldsWithAGatewayAsWithout(String kind) {
        Tenant tenant = stand.administration().newTenant("baseline");
        String body =
                switch (kind) {
                    case "plain" -> Bodies.chat("Hello", 12);
                    case "streamed" -> Bodies.streamedChat("Hello", 12);
                    default -> Bodies.streamedChatWithUsage("Hello", 12);
                };

        Answer direct = new Caller(backend.url(), stand.backendKey()).chat(body);
        Answer through = stand.caller(0, tenant).chat(body);

        assertThat(through.status()).isEqualTo(direct.status()).isEqualTo(200);
        assertThat(through.header("content-type")).isEqualTo(direct.header("content-type"));
        assertThat(fields(through)).isEqualTo(fields(direct));
        assertThat(through.usage()).isEqualTo(direct.usage());
        assertThat(through.done()).isEqualTo(direct.done());
    }

    /**
     * The fields of each part, without an empty {@code usage}: the gateway asks every stream for usage, and a backend that
     * is asked says {@code "usage":null} in each chunk but the last, which the gateway passes on as it is.
     */
    private static List<SequencedSet<String>> fields(Answer answer) {
        return (answer.done() ? answer.chunks() : List.of(answer.json()))
                .stream().map(part -> paths(part, "", new LinkedHashSet<>())).toList();
    }

    private static SequencedSet<String> paths(JsonNode node, String path, SequencedSet<String> into) {
        String field = path + ":" + node.getNodeType();
        if (!field.equals(".usage:NULL")) {
            into.add(field);
        }
        node.properties().forEach(child -> paths(child.getValue(), path + "." + child.getKey(), into));
        node.elements().forEachRemaining(element -> {
            if (node.isArray()) {
                paths(element, path + "[]", into);
            }
        });
        return into;
    }

    private long usages(ChatCompletionCreateParams.Builder params) {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params.build())) {
            return stream.stream().filter(chunk -> chunk.usage().isPresent()).count();
        }
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder()
                .model(Bodies.CHAT_MODEL)
                .addUserMessage("Say something.")
                .maxCompletionTokens(20);
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(backend.url() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }
}
