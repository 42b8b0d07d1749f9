package io.tollgate.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.gateway.support.RealServers;
import io.tollgate.gateway.support.RememberingBackend;
import io.tollgate.gateway.support.TestCatalog;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two backends remember, each its own, asked for through a node that sends new requests to either in turn. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class AffinityIT {

    private static final AtomicLong RUNS = new AtomicLong();

    @ConfigProperty(name = "tollgate.redis-url")
    String redisUrl;

    private final String run = "affinity-" + RUNS.incrementAndGet();
    private final String key = run + "-key";
    private final String rivalKey = run + "-rival-key";
    private final String firstId = "first-" + run;
    private final String secondId = "second-" + run;
    private final RememberingBackend first = new RememberingBackend("first-" + run);
    private final RememberingBackend second = new RememberingBackend("second-" + run);
    private TestCatalog catalog;

    @BeforeEach
    void publish() {
        catalog = new TestCatalog(redisUrl);
        catalog.tenant(run, key);
        catalog.tenant(run + "-rival", rivalKey);
        serve(List.of(firstId, secondId));
    }

    @AfterEach
    void close() {
        catalog.close();
        first.close();
        second.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSendTwentyOfTwentyFollowUpsBackInWhicheverOrderTheDeploymentsStand(boolean stream) {
        Map<String, String> homes = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            Response answer = turn(key, stream, "");
            homes.put(id(answer), answer.header("x-tollgate-deployment"));
        }
        assertThat(homes.values()).contains(firstId, secondId);
        serve(List.of(secondId, firstId));

        homes.forEach((previous, home) -> {
            Response answer = turn(key, stream, ",\"previous_response_id\":\"" + previous + "\"");
            assertThat(answer.statusCode()).as(previous).isEqualTo(200);
            assertThat(answer.header("x-tollgate-deployment")).isEqualTo(home);
            assertThat(answer.header("x-tollgate-attempts")).isEqualTo("1");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/responses/", "/openai/v1/responses/", "/openai/responses/"})
    void shouldServeWhatIsRememberedOnEveryPathAndForgetWhatIsDeleted(String path) {
        String query = path.startsWith("/openai/responses") ? "?api-version=2025-03-01-preview" : "";
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(id(turn(key, false, "")));
        }
        for (String id : ids) {
            assertThat(as(key).get(path + id + query).statusCode()).isEqualTo(200);
            assertThat(as(key).get(path + id + "/input_items" + query).statusCode())
                    .isEqualTo(200);
            assertThat(as(key).delete(path + id + query).statusCode()).isEqualTo(200);
            assertThat(error(as(key).get(path + id + query), 404)).isEqualTo("response_not_found");
            assertThat(error(turn(key, false, ",\"previous_response_id\":\"" + id + "\""), 404))
                    .isEqualTo("previous_response_not_found");
        }
    }

    @Test
    void shouldKeepOthersFromWhatIsNotTheirs() {
        String id = id(turn(key, false, ""));
        int before = first.received().size() + second.received().size();

        assertThat(error(as(rivalKey).get("/v1/responses/" + id), 404)).isEqualTo("response_not_found");
        assertThat(error(as(rivalKey).delete("/v1/responses/" + id), 404)).isEqualTo("response_not_found");
        assertThat(error(turn(rivalKey, false, ",\"previous_response_id\":\"" + id + "\""), 404))
                .isEqualTo("previous_response_not_found");
        assertThat(error(turn(rivalKey, true, ",\"conversation\":\"conv-nobodys\""), 404))
                .isEqualTo("conversation_not_found");
        assertThat(error(as(key).get("/v1/files/file-nobodys"), 404)).isEqualTo("file_not_found");
        assertThat(as("nobody").get("/v1/responses/" + id).statusCode()).isEqualTo(401);

        assertThat(first.received().size() + second.received().size()).isEqualTo(before);
        assertThat(as(key).get("/v1/responses/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldKeepConversationsAndFilesTogetherWithWhatUsesThem() {
        for (int i = 0; i < 4; i++) {
            Response made = as(key).body("{}").post("/v1/conversations");
            String conversation = id(made);
            Response turn = turn(key, false, ",\"conversation\":\"" + conversation + "\"");
            assertThat(turn.statusCode()).isEqualTo(200);
            assertThat(turn.header("x-tollgate-deployment")).isEqualTo(made.header("x-tollgate-deployment"));
            assertThat(as(key).get("/v1/conversations/" + conversation + "/items?limit=2&order=asc")
                            .<String>path("query"))
                    .isEqualTo("limit=2&order=asc");
            assertThat(error(as(rivalKey).get("/v1/conversations/" + conversation), 404))
                    .isEqualTo("conversation_not_found");
        }
    }

    @Test
    void shouldSendARequestWithAFileToWhereTheFileIs() {
        for (int i = 0; i < 4; i++) {
            Response made = upload("x".repeat(50_000 + i));
            String file = id(made);
            String fields =
                    ",\"tools\":[{\"type\":\"code_interpreter\",\"container\":{\"file_ids\":[\"" + file + "\"]}}]";
            assertThat(turn(key, false, fields).header("x-tollgate-deployment"))
                    .isEqualTo(made.header("x-tollgate-deployment"));
            assertThat(error(turn(rivalKey, false, fields), 404)).isEqualTo("file_not_found");
            assertThat(as(key).get("/v1/files/" + file + "/content").statusCode())
                    .isEqualTo(200);
        }
        String sent = first.received().getFirst().body();
        assertThat(sent).contains("x".repeat(50_000)).contains("name=\"purpose\"");
        assertThat(upload("x".repeat(100_000)).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSendItemsAndContainersBackToWhereTheyAreAndKeepOthersFromThem(boolean stream) {
        for (int i = 0; i < 4; i++) {
            Response made = turn(key, stream, "");
            String body = made.body().asString();
            String item = body.replaceAll("(?s).*\"(rs_[^\"]+)\".*", "$1");
            String container = body.replaceAll("(?s).*\"(cntr_[^\"]+)\".*", "$1");
            for (String names : List.of(
                    "{\"id\":\"" + item + "\"}",
                    "{\"id\":\"" + item + "\",\"type\":null}",
                    "{\"type\":\"item_reference\",\"id\":\"" + item + "\"}",
                    "{\"type\":\"reasoning\",\"summary\":[],\"id\":\"" + item + "\"}")) {
                String turn = "{\"model\":\"gpt-4o\",\"input\":[" + names + "]}";
                await().untilAsserted(() -> assertThat(
                                as(key).body(turn).post("/v1/responses").header("x-tollgate-deployment"))
                        .isEqualTo(made.header("x-tollgate-deployment")));
                assertThat(error(as(rivalKey).body(turn).post("/v1/responses"), 404))
                        .isEqualTo("item_not_found");
                assertThat(error(
                                as(rivalKey).body("{\"items\":[" + names + "]}").post("/v1/conversations"), 404))
                        .isEqualTo("item_not_found");
            }
            String tool = ",\"tools\":[{\"type\":\"code_interpreter\",\"container\":\"" + container + "\"}]";
            assertThat(turn(key, stream, tool).header("x-tollgate-deployment"))
                    .isEqualTo(made.header("x-tollgate-deployment"));
            assertThat(error(turn(rivalKey, stream, tool), 404)).isEqualTo("container_not_found");
            assertThat(error(turn(key, stream, ",\"prompt\":{\"id\":\"pmpt_1\"}"), 404))
                    .isEqualTo("resource_not_found");
        }
    }

    @Test
    void shouldMakeAThingWhereTheNamedModelIsServed() {
        assertThat(as(key).header("x-tollgate-model", "gpt-4o")
                        .body("{}")
                        .post("/v1/conversations")
                        .statusCode())
                .isEqualTo(200);
        assertThat(as(key).body("{}").post("/v1/conversations?model=gpt-4o").statusCode())
                .isEqualTo(200);
        assertThat(error(as(key).header("x-tollgate-model", "gpt-9").body("{}").post("/v1/conversations"), 404))
                .isEqualTo("model_not_found");
    }

    @Test
    void shouldSayWhenThingsLiveApart() {
        String one = id(as(key).body("{}").post("/v1/conversations"));
        String file = id(upload("tea"));
        assertThat(first.knows(one)).isNotEqualTo(first.knows(file));

        Response refused =
                turn(key, false, ",\"conversation\":\"" + one + "\",\"tools\":[{\"file_ids\":[\"" + file + "\"]}]");

        assertThat(error(refused, 400)).isEqualTo("kept_apart");
    }

    @Test
    void shouldSayWhenTheModelIsNotServedWhereTheThingLives() {
        catalog.publish(
                List.of(
                        catalog.deployment(firstId, first.url(), CapacityType.PAYG),
                        catalog.deployment(secondId, second.url(), CapacityType.PAYG)),
                TestCatalog.route("gpt-4o", new Tier(List.of(firstId))),
                TestCatalog.route("gpt-4o-mini", new Tier(List.of(secondId))));
        await().until(() -> as(key).get("/v1/models/gpt-4o-mini").statusCode() == 200);
        String id = id(turn(key, false, ""));

        Response refused = as(key).body(
                        "{\"model\":\"gpt-4o-mini\",\"input\":\"Hi\",\"previous_response_id\":\"" + id + "\"}")
                .post("/v1/responses");

        assertThat(error(refused, 400)).isEqualTo("kept_elsewhere");
    }

    @Test
    void shouldNeitherListWhatIsOthersNorKnowOtherPaths() {
        String mine = id(upload("tea"));
        assertThat(as(key).get("/v1/files").<List<String>>path("data.id")).contains(mine);
        assertThat(as(rivalKey).get("/v1/files").<List<String>>path("data")).isEmpty();
        assertThat(as(key).delete("/v1/files/" + mine).statusCode()).isEqualTo(200);
        assertThat(as(key).get("/v1/files").<List<String>>path("data.id")).doesNotContain(mine);
        assertThat(as("nobody").get("/v1/files").statusCode()).isEqualTo(401);
        assertThat(as(key).get("/v1/conversations").statusCode()).isEqualTo(405);
        assertThat(as(key).put("/v1/files/file-1").statusCode()).isEqualTo(405);
        assertThat(as(key).get("/v1/responses/a/b").statusCode()).isEqualTo(404);
        assertThat(as(key).get("/openai/responses/resp_1").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldCountAsRequestsAndUseNoTokens() {
        String id = id(turn(key, false, ""));
        catalog.tenant(run, key, Limit.of(LimitKind.REQUESTS_PER_MINUTE, 3), Limit.of(LimitKind.TOKENS_PER_MINUTE, 1));
        await().until(() -> {
            Response counted = as(key).get("/v1/responses/" + id);
            return counted.header("x-ratelimit-limit-requests") != null;
        });

        await().until(() -> as(key).get("/v1/responses/" + id).statusCode() == 429);
        Response denied = as(key).get("/v1/responses/" + id);
        assertThat(denied.header("x-tollgate-limit")).isEqualTo("tenant:requests-per-minute");
        assertThat(Long.parseLong(denied.header("retry-after-ms"))).isPositive();
    }

    @Test
    void shouldAskForTheOwnModelOfTheDeploymentAndPassTheRestAsItCame() {
        turn(key, true, ",\"metadata\":{\"a\":\"b\"}");

        String sent = (first.received().isEmpty() ? second : first)
                .received()
                .getFirst()
                .body();
        assertThat(sent)
                .contains("\"model\":\"deployed-")
                .contains(",\"metadata\":{\"a\":\"b\"}")
                .doesNotContain("stream_options");
    }

    private void serve(List<String> order) {
        long version = catalog.publish(
                List.of(
                        catalog.deployment(firstId, first.url(), CapacityType.PAYG),
                        catalog.deployment(secondId, second.url(), CapacityType.PAYG)),
                TestCatalog.route("gpt-4o", new Tier(order)));
        await().until(() -> version() >= version);
    }

    private static double version() {
        return given().get("/q/metrics")
                .body()
                .asString()
                .lines()
                .filter(line -> line.startsWith("tollgate_catalog_version"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .max()
                .orElse(-1);
    }

    private Response turn(String caller, boolean stream, String more) {
        return as(caller)
                .body("{\"model\":\"gpt-4o\",\"input\":\"Hello\",\"stream\":" + stream + more + "}")
                .post("/v1/responses");
    }

    private Response upload(String content) {
        return given().header("api-key", key)
                .multiPart("purpose", "assistants")
                .multiPart("file", "tea.txt", content.getBytes(StandardCharsets.US_ASCII))
                .post("/v1/files");
    }

    private static RequestSpecification as(String caller) {
        return given().header("authorization", "Bearer " + caller).contentType("application/json");
    }

    private static String id(Response answer) {
        assertThat(answer.statusCode()).as(answer.body().asString()).isEqualTo(200);
        String body = answer.body().asString();
        if (body.startsWith("event: ")) {
            String created = body.lines().skip(1).findFirst().orElseThrow().substring("data: ".length());
            return new JsonObject(created).getJsonObject("response").getString("id");
        }
        return new JsonObject(body).getString("id");
    }

    private static String error(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.body().asString()).isEqualTo(status);
        return answer.path("error.code");
    }
}
