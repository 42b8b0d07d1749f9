package io.tollgate.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.conversations.Conversation;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResponsesSdkTest extends SimulatorTestBase {
    private OpenAIClient openAi;

    @BeforeEach
    void startClient() {
        openAi = OpenAIOkHttpClient.builder()
                .baseUrl(simulator.url() + "/v1")
                .apiKey(Calls.KEY)
                .maxRetries(0)
                .build();
    }

    @AfterEach
    void closeClient() {
        openAi.close();
    }

    @Test
    void shouldAnswerGoOnAndForget() {
        Response first = openAi.responses().create(hello().build()).validate();
        assertThat(first.status()).contains(ResponseStatus.COMPLETED);
        String text = first.output()
                .getFirst()
                .message()
                .orElseThrow()
                .content()
                .getFirst()
                .asOutputText()
                .text();
        assertThat(text).isNotBlank();
        assertThat(first.usage().orElseThrow().outputTokens()).isEqualTo(12);

        Response second = openAi.responses()
                .create(hello().previousResponseId(first.id()).build())
                .validate();
        assertThat(second.previousResponseId()).contains(first.id());
        assertThat(second.usage().orElseThrow().inputTokens())
                .isGreaterThan(first.usage().orElseThrow().inputTokens());

        assertThat(openAi.responses().retrieve(first.id()).validate().id()).isEqualTo(first.id());
        assertThat(openAi.responses().inputItems().list(first.id()).data()).hasSize(1);
        assertThatThrownBy(() -> openAi.responses().cancel(first.id())).isInstanceOf(BadRequestException.class);
        openAi.responses().delete(first.id());
        assertThatThrownBy(() -> openAi.responses().retrieve(first.id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> openAi.responses()
                        .create(hello().previousResponseId(first.id()).build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("not found");
    }

    @Test
    void shouldStream() {
        try (StreamResponse<ResponseStreamEvent> stream = openAi.responses().createStreaming(hello().build())) {
            List<ResponseStreamEvent> events =
                    stream.stream().map(ResponseStreamEvent::validate).toList();
            assertThat(events.stream().flatMap(each -> each.outputTextDelta().stream()))
                    .hasSize(12);
            Response whole = events.getLast().completed().orElseThrow().response();
            assertThat(whole.usage().orElseThrow().outputTokens()).isEqualTo(12);
            assertThat(whole.id())
                    .isEqualTo(
                            events.getFirst().created().orElseThrow().response().id());
        }
    }

    @Test
    void shouldHoldAConversation() {
        Conversation conversation = openAi.conversations().create().validate();
        Response answer = openAi.responses()
                .create(hello().conversation(conversation.id()).build())
                .validate();
        assertThat(answer.conversation().orElseThrow().id()).isEqualTo(conversation.id());
        assertThat(openAi.conversations().items().list(conversation.id()).data())
                .hasSize(2);
        assertThat(openAi.conversations().delete(conversation.id()).deleted()).isTrue();
    }

    @Test
    void shouldKeepFiles() throws IOException {
        FileObject file = openAi.files()
                .create(FileCreateParams.builder()
                        .purpose(FilePurpose.ASSISTANTS)
                        .file("some tea".getBytes(StandardCharsets.UTF_8))
                        .build())
                .validate();
        assertThat(openAi.files().retrieve(file.id()).bytes()).isEqualTo(8);
        try (HttpResponse content = openAi.files().content(file.id())) {
            assertThat(new String(content.body().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("some tea");
        }
        assertThat(openAi.files().delete(file.id()).deleted()).isTrue();
    }

    private static ResponseCreateParams.Builder hello() {
        return ResponseCreateParams.builder()
                .model("gpt-4o")
                .input("Hello there")
                .putAdditionalHeader("x-simulator-output-tokens", "12");
    }
}
