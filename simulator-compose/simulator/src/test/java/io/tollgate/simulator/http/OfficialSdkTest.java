package io.tollgate.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.ai.openai.models.CompletionsFinishReason;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.Header;
import com.azure.core.util.HttpClientOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OfficialSdkTest extends SimulatorTestBase {
    private OpenAIClient openAi;

    @BeforeEach
    void startClient() {
        openAi = client(Calls.KEY);
    }

    @AfterEach
    void closeClient() {
        openAi.close();
    }

    @Test
    void shouldChatWithOpenAiJava() {
        ChatCompletion answer = openAi.chat().completions().create(hello("gpt-4o"));
        assertThat(answer.validate().choices().getFirst().message().content().orElseThrow())
                .isNotBlank();
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(12);
        assertThat(answer.usage()
                        .orElseThrow()
                        .promptTokensDetails()
                        .orElseThrow()
                        .cachedTokens())
                .hasValue(0L);
    }

    @Test
    void shouldStreamWithOpenAiJava() {
        ChatCompletionCreateParams request = hello("gpt-4o").toBuilder()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        try (StreamResponse<ChatCompletionChunk> stream =
                openAi.chat().completions().createStreaming(request)) {
            List<ChatCompletionChunk> chunks =
                    stream.stream().map(ChatCompletionChunk::validate).toList();
            assertThat(chunks).hasSize(15);
            assertThat(chunks.getLast().usage().orElseThrow().completionTokens())
                    .isEqualTo(12);
        }
    }

    @Test
    void shouldEmbedAndListWithOpenAiJava() {
        CreateEmbeddingResponse embeddings = openAi.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("text-embedding-3-small")
                        .input("hello world")
                        .build());
        assertThat(embeddings.data().getFirst().embedding()).hasSize(1536);
        assertThat(embeddings.usage().promptTokens()).isEqualTo(2);
        assertThat(openAi.models().list().data())
                .extracting(model -> model.id())
                .contains("gpt-4o");
    }

    @Test
    void shouldRaiseTheTypedErrorsOfOpenAiJava() {
        assertThatThrownBy(() -> openAi.chat().completions().create(hello("none")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("does not exist");
        calls.patch("gpt-4o", "{\"tokensPerMinute\":1}");
        assertThatThrownBy(() -> openAi.chat().completions().create(hello("gpt-4o")))
                .isInstanceOf(RateLimitException.class);
        OpenAIClient stranger = client("wrong-key");
        assertThatThrownBy(() -> stranger.models().list()).isInstanceOf(UnauthorizedException.class);
        stranger.close();
    }

    @Test
    void shouldChatAndStreamWithAzureAiOpenAi() {
        var azure = new OpenAIClientBuilder()
                .endpoint(simulator.url())
                .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1))))
                .clientOptions(new HttpClientOptions().setHeaders(List.of(new Header("api-key", Calls.KEY))))
                .buildClient();
        ChatCompletionsOptions request =
                new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("Hello there"))).setMaxTokens(12);
        ChatCompletions answer = azure.getChatCompletions("gpt-4o", request);
        assertThat(answer.getUsage().getCompletionTokens()).isEqualTo(12);
        assertThat(answer.getChoices().getFirst().getFinishReason())
                .isEqualTo(CompletionsFinishReason.TOKEN_LIMIT_REACHED);
        assertThat(azure.getChatCompletionsStream("gpt-4o", request).stream()).hasSize(14);
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(simulator.url() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static ChatCompletionCreateParams hello(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("Hello there")
                .maxCompletionTokens(12)
                .build();
    }
}
