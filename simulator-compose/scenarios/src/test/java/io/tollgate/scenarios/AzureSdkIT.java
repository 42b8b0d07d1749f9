package io.tollgate.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletionStreamOptions;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.ai.openai.models.EmbeddingsOptions;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Scenario 03: the Azure OpenAI SDK, pointed at a node by its endpoint only. */
class AzureSdkIT {

    private static final Stand STAND = Stand.shared();
    private static final Tenant TENANT = STAND.administration().newTenant("azure");

    private final OpenAIClient client = client(TENANT.key());

    @Test
    void shouldChat() {
        ChatCompletions answer = client.getChatCompletions(Bodies.CHAT_MODEL, chat());

        assertThat(answer.getChoices().getFirst().getMessage().getContent()).isNotBlank();
        assertThat(answer.getUsage().getCompletionTokens()).isBetween(1, 20);
    }

    @Test
    void shouldStreamWithoutUsageToACallerWhoDidNotAskForIt() {
        List<ChatCompletions> chunks = client.getChatCompletionsStream(Bodies.CHAT_MODEL, chat()).stream()
                .toList();

        assertThat(text(chunks)).isNotBlank();
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.getUsage()).isNull());
    }

    @Test
    void shouldStreamUsageToACallerWhoAskedForIt() {
        List<ChatCompletions> chunks = client
                .getChatCompletionsStream(
                        Bodies.CHAT_MODEL, chat(), new ChatCompletionStreamOptions().setIncludeUsage(true))
                .stream()
                .toList();

        assertThat(text(chunks)).isNotBlank();
        assertThat(chunks.stream().map(ChatCompletions::getUsage).filter(Objects::nonNull))
                .singleElement()
                .satisfies(usage -> assertThat(usage.getCompletionTokens()).isBetween(1, 20));
    }

    @Test
    void shouldEmbed() {
        var answer = client.getEmbeddings(Bodies.EMBEDDING_MODEL, new EmbeddingsOptions(List.of("a text", "another")));

        assertThat(answer.getData()).hasSize(2);
        assertThat(answer.getData().getFirst().getEmbedding()).hasSize(1536);
        assertThat(answer.getUsage().getPromptTokens()).isPositive();
    }

    @Test
    void shouldRaiseAuthenticationFailureForAWrongKey() {
        OpenAIClient stranger = client("tg_wrong");

        assertThatThrownBy(() -> stranger.getChatCompletions(Bodies.CHAT_MODEL, chat()))
                .isInstanceOf(ClientAuthenticationException.class);
    }

    @Test
    void shouldRaiseNotFoundForAnUnknownDeployment() {
        assertThatThrownBy(() -> client.getChatCompletions("no-such-deployment", chat()))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void shouldRaise429WithTheTimeToWait() {
        OpenAIClient limited = client(STAND.administration()
                .newTenant("azure-limited", Limit.requests(1, 1))
                .key());
        limited.getChatCompletions(Bodies.CHAT_MODEL, chat());

        assertThatThrownBy(() -> limited.getChatCompletions(Bodies.CHAT_MODEL, chat()))
                .asInstanceOf(type(HttpResponseException.class))
                .satisfies(e -> {
                    assertThat(e.getResponse().getStatusCode()).isEqualTo(429);
                    assertThat(e.getResponse().getHeaderValue(HttpHeaderName.fromString("retry-after-ms")))
                            .matches("[1-9][0-9]*");
                });
    }

    private static ChatCompletionsOptions chat() {
        return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("Say something."))).setMaxTokens(20);
    }

    private static String text(List<ChatCompletions> chunks) {
        var text = new StringBuilder();
        chunks.stream()
                .flatMap(chunk -> chunk.getChoices().stream())
                .map(choice -> choice.getDelta().getContent())
                .filter(Objects::nonNull)
                .forEach(text::append);
        return text.toString();
    }

    /** The SDK sends a key over https only, so TLS ends in front of the node, as it does behind an ingress. */
    private static OpenAIClient client(String key) {
        HttpClient wire = HttpClient.createDefault();
        HttpClient tlsEndsHere =
                request -> wire.send(request.setUrl(request.getUrl().toString().replaceFirst("^https:", "http:")));
        return new OpenAIClientBuilder()
                .endpoint(STAND.node(0).toString().replaceFirst("^http:", "https:"))
                .credential(new AzureKeyCredential(key))
                .httpClient(tlsEndsHere)
                .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1))))
                .buildClient();
    }
}
