package io.tollgate.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.simulator.Simulator;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesTest extends SimulatorTestBase {
    private static final String PATH = "/v1/responses";
    private static final String OUTPUT = "x-simulator-output-tokens";

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/responses", "/openai/v1/responses", "/openai/responses?api-version=2025-03-01-preview"})
    void shouldAnswerOnEveryPath(String path) {
        JsonNode answer = Calls.json(calls.post(path, body(""), OUTPUT, "12"));
        assertThat(answer.path("object").asText()).isEqualTo("response");
        assertThat(answer.path("id").asText()).startsWith("resp_");
        assertThat(answer.path("status").asText()).isEqualTo("completed");
        assertThat(answer.at("/output/0/content/0/text").asText()).isNotBlank();
        assertThat(answer.at("/usage/output_tokens").asInt()).isEqualTo(12);
        assertThat(answer.at("/usage/input_tokens_details/cached_tokens").asInt())
                .isZero();
        assertThat(answer.at("/usage/output_tokens_details/reasoning_tokens").asInt())
                .isZero();
        assertThat(answer.at("/usage/total_tokens").asInt())
                .isEqualTo(12 + answer.at("/usage/input_tokens").asInt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/openai/responses",
                "/models/responses",
                "/openai/deployments/gpt-4o/responses?api-version=2024-10-21"
            })
    void shouldHaveNoOtherPath(String path) {
        assertThat(calls.post(path, body("")).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldStreamTypedEventsInOrderWithoutDone() {
        List<JsonNode> events = events(calls.post(PATH, body(",\"stream\":true"), OUTPUT, "3"));
        assertThat(events.stream().map(each -> each.path("type").asText()))
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).path("sequence_number").asInt(-1)).isEqualTo(i);
        }
        String said = events.get(4).path("delta").asText()
                + events.get(5).path("delta").asText()
                + events.get(6).path("delta").asText();
        JsonNode whole = events.getLast().path("response");
        assertThat(whole.at("/output/0/content/0/text").asText()).isEqualTo(said);
        assertThat(whole.at("/usage/output_tokens").asInt()).isEqualTo(3);
        assertThat(whole.path("id")).isEqualTo(events.getFirst().at("/response/id"));
    }

    @Test
    void shouldSayThatTheBoundMadeItIncomplete() {
        JsonNode plain = Calls.json(calls.post(PATH, body(",\"max_output_tokens\":16"), OUTPUT, "40"));
        assertThat(plain.path("status").asText()).isEqualTo("incomplete");
        assertThat(plain.at("/incomplete_details/reason").asText()).isEqualTo("max_output_tokens");
        assertThat(plain.at("/usage/output_tokens").asInt()).isEqualTo(16);
        List<JsonNode> events =
                events(calls.post(PATH, body(",\"stream\":true,\"max_output_tokens\":16"), OUTPUT, "40"));
        assertThat(events.getLast().path("type").asText()).isEqualTo("response.incomplete");
    }

    @Test
    void shouldRememberAnAnswerUntilItIsDeleted() {
        String id = id(calls.post(PATH, body("")));
        assertThat(Calls.json(calls.get(PATH + "/" + id)).path("id").asText()).isEqualTo(id);
        JsonNode items = Calls.json(calls.get(PATH + "/" + id + "/input_items"));
        assertThat(items.at("/data/0/content/0/text").asText()).isEqualTo("Hello there");
        assertThat(items.at("/data/0/id")).isEqualTo(items.path("first_id"));
        assertThat(calls.post(PATH + "/" + id + "/cancel", "").statusCode()).isEqualTo(400);
        assertThat(Calls.json(delete(PATH + "/" + id)).path("deleted").asBoolean())
                .isTrue();
        assertThat(calls.get(PATH + "/" + id).statusCode()).isEqualTo(404);
        assertThat(delete(PATH + "/" + id).statusCode()).isEqualTo(404);
        assertThat(calls.post(PATH + "/" + id + "/cancel", "").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldNotRememberWhatIsNotToBeStored() {
        String id = id(calls.post(PATH, body(",\"store\":false")));
        assertThat(calls.get(PATH + "/" + id).statusCode()).isEqualTo(404);
        assertThat(calls.post(PATH, body(",\"previous_response_id\":\"" + id + "\""))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldCountWhatWasSaidBeforeAsPrompt() {
        JsonNode first = Calls.json(calls.post(PATH, body(""), OUTPUT, "30"));
        String more = body(",\"previous_response_id\":\"" + first.path("id").asText() + "\"");
        JsonNode second = Calls.json(calls.post(PATH, more, OUTPUT, "5"));
        assertThat(second.path("previous_response_id")).isEqualTo(first.path("id"));
        assertThat(second.at("/usage/input_tokens").asInt())
                .isGreaterThan(first.at("/usage/input_tokens").asInt() + 30);
        String third = body(",\"previous_response_id\":\"" + second.path("id").asText() + "\"");
        assertThat(Calls.json(calls.post(PATH, third)).at("/usage/input_tokens").asInt())
                .isGreaterThan(second.at("/usage/input_tokens").asInt() + 5);
    }

    @Test
    void shouldNotKnowWhatAnotherInstanceSaid() {
        try (Simulator other = Simulator.start(config(), clock);
                Calls elsewhere = new Calls(other)) {
            String id = id(elsewhere.post(PATH, body("")));
            HttpResponse<String> refused = calls.post(PATH, body(",\"previous_response_id\":\"" + id + "\""));
            assertThat(refused.statusCode()).isEqualTo(400);
            JsonNode error = Calls.json(refused).path("error");
            assertThat(error.path("code").asText()).isEqualTo("previous_response_not_found");
            assertThat(error.path("param").asText()).isEqualTo("previous_response_id");
            assertThat(elsewhere
                            .post(PATH, body(",\"previous_response_id\":\"" + id + "\""))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldGoOnInAConversation() {
        String conversation = id(calls.post("/v1/conversations", "{\"metadata\":{\"topic\":\"tea\"}}"));
        assertThat(conversation).startsWith("conv_");
        calls.post(PATH, body(",\"conversation\":\"" + conversation + "\""));
        calls.post(PATH, body(",\"conversation\":{\"id\":\"" + conversation + "\"},\"stream\":true"));
        JsonNode items = Calls.json(calls.get("/v1/conversations/" + conversation + "/items"));
        assertThat(items.path("data")).hasSize(4);
        JsonNode shown = Calls.json(calls.get("/v1/conversations/" + conversation));
        assertThat(shown.at("/metadata/topic").asText()).isEqualTo("tea");
        assertThat(delete("/v1/conversations/" + conversation).statusCode()).isEqualTo(200);
        assertThat(calls.post(PATH, body(",\"conversation\":\"" + conversation + "\""))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldRefuseWhatTheApiRefuses() {
        for (String bad : List.of(
                "{\"model\":\"gpt-4o\"}",
                "{\"model\":\"gpt-4o\",\"input\":7}",
                "{\"model\":\"gpt-4o\",\"input\":[{\"content\":\"no role\"}]}",
                "{\"model\":\"gpt-4o\",\"input\":[7]}",
                "{\"model\":\"gpt-4o\",\"input\":[{\"role\":\"user\"}]}",
                "{\"model\":7,\"input\":\"x\"}",
                "{\"input\":\"no model\"}",
                "[1]",
                "{",
                body(",\"stream\":1"),
                body(",\"background\":true"),
                body(",\"max_output_tokens\":5"),
                body(",\"max_output_tokens\":\"5\""),
                body(",\"conversation\":7"),
                body(",\"conversation\":\"c\",\"previous_response_id\":\"r\""))) {
            assertThat(calls.post(PATH, bad).statusCode()).as(bad).isEqualTo(400);
        }
        assertThat(calls.post(PATH, "{\"model\":\"none\",\"input\":\"x\"}").statusCode())
                .isEqualTo(404);
        assertThat(calls.post("/v1/conversations/x", "").statusCode()).isEqualTo(405);
        assertThat(calls.get("/openai/responses/resp_1").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldCountItemsOfEveryKind() {
        String input = "[{\"role\":\"developer\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"See\"},{\"type\":\"input_image\",\"image_url\":\"http://x/y\"}]},"
                + "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"four words of output\"}]";
        JsonNode answer = Calls.json(calls.post(
                PATH, "{\"model\":\"gpt-4o\",\"instructions\":\"Be kind\",\"input\":" + input + "}", OUTPUT, "1"));
        int framing = 3 + 4 + 3 * 4;
        assertThat(answer.at("/usage/input_tokens").asInt()).isEqualTo(framing + 2 + 3 + 1 + 85 + 4);
        assertThat(answer.path("instructions").asText()).isEqualTo("Be kind");
    }

    @Test
    void shouldForgetOnReset() {
        String id = id(calls.post(PATH, body("")));
        calls.post("/simulator/v1/reset", "");
        assertThat(calls.get(PATH + "/" + id).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> delete(String path) {
        return calls.send(
                calls.request(path).method("DELETE", BodyPublishers.noBody()).build());
    }

    private static String id(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Calls.json(response).path("id").asText();
    }

    private static String body(String more) {
        return "{\"model\":\"gpt-4o\",\"input\":\"Hello there\"" + more + "}";
    }

    static List<JsonNode> events(HttpResponse<String> response) {
        return Stream.of(response.body().split("\n\n"))
                .map(event -> {
                    String[] lines = event.split("\n", -1);
                    JsonNode data = Calls.json(lines[1].substring("data: ".length()));
                    assertThat(lines[0]).isEqualTo("event: " + data.path("type").asText());
                    return data;
                })
                .toList();
    }
}
