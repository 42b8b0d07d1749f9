package io.tollgate.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.models.conversations.Conversation;
import com.openai.models.conversations.ConversationCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import io.tollgate.scenarios.stand.TestRoute;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scenario 13: the Responses API over two nodes, which send to two deployments in turn. */
class ResponsesIT {

    private static final List<String> DEPLOYMENTS = List.of("payg-1", "payg-2");
    private static final int OUTPUT_TOKENS = 12;

    private final Stand stand = Stand.shared();
    private final Tenant tenant = stand.administration().newTenant("responses");
    private final TestRoute route = stand.administration().routeOver(DEPLOYMENTS);
    private final OpenAIClient[] nodes = {client(0, tenant), client(1, tenant)};

    @AfterEach
    void close() {
        for (OpenAIClient node : nodes) {
            node.close();
        }
        route.close();
    }

    @Test
    void shouldSendTwentyOfTwentyFollowUpsBackFromAnyNode() {
        Map<String, String> homes = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            try (HttpResponseFor<Response> answer =
                    nodes[i % 2].responses().withRawResponse().create(hello().build())) {
                homes.put(answer.parse().id(), header(answer, "x-tollgate-deployment"));
            }
        }
        assertThat(homes.values()).containsAll(DEPLOYMENTS);
        route.order(DEPLOYMENTS.reversed());

        int turn = 0;
        for (Map.Entry<String, String> home : homes.entrySet()) {
            try (HttpResponseFor<Response> answer = nodes[++turn % 2]
                    .responses()
                    .withRawResponse()
                    .create(hello().previousResponseId(home.getKey()).build())) {
                assertThat(answer.parse().previousResponseId()).contains(home.getKey());
                assertThat(header(answer, "x-tollgate-deployment")).isEqualTo(home.getValue());
            }
        }
    }

    @Test
    void shouldGoOnFromAStreamOnTheOtherNode() {
        for (int i = 0; i < 4; i++) {
            OpenAIClient other = nodes[(i + 1) % 2];
            try (StreamResponse<ResponseStreamEvent> stream =
                    nodes[i % 2].responses().createStreaming(hello().build())) {
                List<ResponseStreamEvent> events = stream.stream().toList();
                Response whole = events.getLast().completed().orElseThrow().response();
                assertThat(events.stream().filter(each -> each.outputTextDelta().isPresent()))
                        .hasSize(OUTPUT_TOKENS);
                assertThat(other.responses().retrieve(whole.id()).id()).isEqualTo(whole.id());
                Response next = other.responses()
                        .create(hello().previousResponseId(whole.id()).build());
                assertThat(next.usage().orElseThrow().inputTokens())
                        .isGreaterThan(whole.usage().orElseThrow().totalTokens());
            }
        }
    }

    @Test
    void shouldShowAndDeleteFromAnyNodeAndShowNobodyElse() {
        OpenAIClient rival = client(0, stand.administration().newTenant("rival"));
        for (int i = 0; i < 4; i++) {
            String id = nodes[i % 2].responses().create(hello().build()).id();
            OpenAIClient other = nodes[(i + 1) % 2];

            assertThat(other.responses().inputItems().list(id).data()).hasSize(1);
            assertThatThrownBy(() -> rival.responses().retrieve(id))
                    .asInstanceOf(type(NotFoundException.class))
                    .satisfies(e -> assertThat(e.code()).contains("response_not_found"));
            assertThatThrownBy(() -> rival.responses()
                            .create(hello().previousResponseId(id).build()))
                    .asInstanceOf(type(NotFoundException.class))
                    .satisfies(e -> assertThat(e.code()).contains("previous_response_not_found"));
            other.responses().delete(id);
            assertThatThrownBy(() -> nodes[0].responses().retrieve(id)).isInstanceOf(NotFoundException.class);
        }
        assertThatThrownBy(() -> nodes[0].responses().retrieve("resp_of_nobody"))
                .isInstanceOf(NotFoundException.class);
        rival.close();
    }

    @Test
    void shouldHoldConversationsAndFilesFromAnyNode() throws IOException {
        for (int i = 0; i < 4; i++) {
            OpenAIClient one = nodes[i % 2];
            OpenAIClient other = nodes[(i + 1) % 2];
            Conversation conversation = one.conversations()
                    .create(ConversationCreateParams.builder()
                            .putAdditionalHeader("x-tollgate-model", route.model())
                            .build());
            other.responses().create(hello().conversation(conversation.id()).build());
            assertThat(one.conversations().items().list(conversation.id()).data())
                    .hasSize(2);
            assertThat(other.conversations().delete(conversation.id()).deleted())
                    .isTrue();

            FileObject file = one.files()
                    .create(FileCreateParams.builder()
                            .purpose(FilePurpose.USER_DATA)
                            .file("some tea".getBytes(StandardCharsets.UTF_8))
                            .putAdditionalHeader("x-tollgate-model", route.model())
                            .build());
            try (HttpResponse content = other.files().content(file.id())) {
                assertThat(new String(content.body().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("some tea");
            }
            assertThat(one.files().delete(file.id()).deleted()).isTrue();
        }
    }

    @Test
    void shouldRecordTurnsWithTheirTokensAndTheRestWithout() {
        String turn;
        Response answer;
        try (HttpResponseFor<Response> raw =
                nodes[0].responses().withRawResponse().create(hello().build())) {
            answer = raw.parse();
            turn = header(raw, "x-tollgate-request-id");
        }
        String look;
        try (HttpResponseFor<Response> raw =
                nodes[1].responses().withRawResponse().retrieve(answer.id())) {
            look = header(raw, "x-tollgate-request-id");
        }

        JsonNode turned = event(turn);
        assertThat(turned.at("/request/operation").asText()).isEqualTo("responses");
        assertThat(turned.at("/tokens/output").asLong()).isEqualTo(OUTPUT_TOKENS);
        assertThat(turned.at("/tokens/input").asLong())
                .isEqualTo(answer.usage().orElseThrow().inputTokens());
        JsonNode looked = event(look);
        assertThat(looked.at("/request/operation").asText()).isEqualTo("responses/{id}");
        assertThat(looked.at("/served/deployment")).isEqualTo(turned.at("/served/deployment"));
        assertThat(looked.at("/tokens/input").asLong()).isZero();
        assertThat(looked.at("/tokens/output").asLong()).isZero();
    }

    private JsonNode event(String requestId) {
        return await().atMost(Duration.ofSeconds(5))
                .until(() -> stand.reports().event(requestId), Optional::isPresent)
                .orElseThrow();
    }

    private ResponseCreateParams.Builder hello() {
        return ResponseCreateParams.builder()
                .model(route.model())
                .input("Hello there")
                .putAdditionalHeader("x-simulator-output-tokens", Integer.toString(OUTPUT_TOKENS));
    }

    private OpenAIClient client(int node, Tenant of) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(stand.node(node) + "/v1")
                .apiKey(of.key())
                .maxRetries(0)
                .build();
    }

    private static String header(HttpResponse answer, String name) {
        return answer.headers().values(name).getFirst();
    }
}
