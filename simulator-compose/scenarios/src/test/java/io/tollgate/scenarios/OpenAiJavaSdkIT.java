package io.tollgate.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenario 02: the official OpenAI SDK, pointed at a node by base URL only. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"/v1", "/openai/v1"})
class OpenAiJavaSdkIT {

    private static final Stand STAND = Stand.shared();
    private static final Tenant TENANT = STAND.administration().newTenant("sdk");

    private final String basePath;
    private final OpenAIClient client;

    OpenAiJavaSdkIT(String basePath) {
        this.basePath = basePath;
        this.client = client(TENANT.key());
    }

    @Test
    void shouldChat() {
        ChatCompletion answer =
                client.chat().completions().create(chat("Say something.").build());

        assertThat(answer.choices()).hasSize(1);
        assertThat(answer.choices().getFirst().message().content().orElseThrow())
                .isNotBlank();
        CompletionUsage usage = answer.usage().orElseThrow();
        assertThat(usage.completionTokens()).isBetween(1L, 20L);
        assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
    }

    @Test
    void shouldStreamWithoutUsageToACallerWhoDidNotAskForIt() {
        List<ChatCompletionChunk> chunks = stream(chat("Stream something."));

        assertThat(text(chunks)).isNotBlank();
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.usage()).isEmpty();
            assertThat(chunk.choices()).isNotEmpty();
        });
    }

    @Test
    void shouldStreamUsageToACallerWhoAskedForIt() {
        List<ChatCompletionChunk> chunks = stream(chat("Stream something.")
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build()));

        assertThat(text(chunks)).isNotBlank();
        List<CompletionUsage> usages = chunks.stream()
                .map(ChatCompletionChunk::usage)
                .flatMap(Optional::stream)
                .toList();
        assertThat(usages).hasSize(1);
        assertThat(usages.getFirst().completionTokens()).isBetween(1L, 20L);
        assertThat(chunks.getLast().choices()).isEmpty();
    }

    @Test
    void shouldComplete() {
        var answer = client.completions()
                .create(CompletionCreateParams.builder()
                        .model(Bodies.CHAT_MODEL)
                        .prompt("Once upon a time")
                        .maxTokens(12)
                        .build());

        assertThat(answer.choices().getFirst().text()).isNotBlank();
        assertThat(answer.usage().orElseThrow().completionTokens()).isBetween(1L, 12L);
    }

    @Test
    void shouldEmbed() {
        var answer = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model(Bodies.EMBEDDING_MODEL)
                        .inputOfArrayOfStrings(List.of("one text", "another text"))
                        .build());

        assertThat(answer.data()).hasSize(2);
        assertThat(answer.data().getFirst().embedding()).hasSize(1536);
        assertThat(answer.usage().promptTokens()).isPositive();
    }

    @Test
    void shouldListTheModelsThatTheTenantMayCall() {
        assertThat(client.models().list().data())
                .extracting(Model::id)
                .contains(Bodies.CHAT_MODEL, Bodies.EMBEDDING_MODEL);
    }

    @Test
    void shouldGetOneModel() {
        assertThat(client.models().retrieve(Bodies.CHAT_MODEL).id()).isEqualTo(Bodies.CHAT_MODEL);
    }

    @Test
    void shouldRaiseUnauthorizedForAWrongKey() {
        OpenAIClient stranger = client("tg_wrong");

        assertThatThrownBy(
                        () -> stranger.chat().completions().create(chat("Hello").build()))
                .asInstanceOf(type(UnauthorizedException.class))
                .satisfies(e -> assertThat(e.code()).contains("invalid_api_key"));
        assertThatThrownBy(() -> stranger.models().list()).isInstanceOf(UnauthorizedException.class);
    }

    @Test
    void shouldRaiseNotFoundForAnUnknownModel() {
        var params = chat("Hello").model("no-such-model").build();

        assertThatThrownBy(() -> client.chat().completions().create(params))
                .asInstanceOf(type(NotFoundException.class))
                .satisfies(e -> assertThat(e.code()).contains("model_not_found"));
        assertThatThrownBy(() -> client.models().retrieve("no-such-model")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void shouldRaiseBadRequestThatNamesTheField() {
        var params = chat("Hello")
                .putAdditionalBodyProperty("n", JsonValue.from("many"))
                .build();

        assertThatThrownBy(() -> client.chat().completions().create(params))
                .asInstanceOf(type(BadRequestException.class))
                .satisfies(e -> {
                    assertThat(e.param()).contains("n");
                    assertThat(e.type()).contains("invalid_request_error");
                });
    }

    @Test
    void shouldRaiseRateLimitWithTheTimeToWait() {
        OpenAIClient limited = client(STAND.administration()
                .newTenant("sdk-limited", Limit.requests(1, 1))
                .key());
        var params = chat("Hello").build();
        limited.chat().completions().create(params);

        assertThatThrownBy(() -> limited.chat().completions().create(params))
                .asInstanceOf(type(RateLimitException.class))
                .satisfies(e -> {
                    long waitMillis =
                            Long.parseLong(e.headers().values("retry-after-ms").getFirst());
                    assertThat(waitMillis).isBetween(50_000L, 60_000L);
                    assertThat(e.code()).contains("rate_limit_exceeded");
                });
    }

    private List<ChatCompletionChunk> stream(ChatCompletionCreateParams.Builder params) {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params.build())) {
            return stream.stream().toList();
        }
    }

    private static String text(List<ChatCompletionChunk> chunks) {
        var text = new StringBuilder();
        chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .forEach(choice -> choice.delta().content().ifPresent(text::append));
        return text.toString();
    }

    private static ChatCompletionCreateParams.Builder chat(String text) {
        return ChatCompletionCreateParams.builder()
                .model(Bodies.CHAT_MODEL)
                .addUserMessage(text)
                .maxCompletionTokens(20);
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(STAND.node(0) + basePath)
                .apiKey(key)
                .maxRetries(0)
                .build();
    }
}
