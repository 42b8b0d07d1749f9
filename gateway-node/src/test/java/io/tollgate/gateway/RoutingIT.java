package io.tollgate.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.backend.BreakerPolicy;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.Connection;
import io.tollgate.catalog.backend.Handling;
import io.tollgate.gateway.support.FakeBackend;
import io.tollgate.gateway.support.RealServers;
import io.tollgate.gateway.support.TestCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deployment that fails and one that serves, behind a real node. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class RoutingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ANSWER = "{\"model\":\"gpt-4o\",\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":1,"
            + "\"total_tokens\":9},\"choices\":[]}";

    @ConfigProperty(name = "tollgate.redis-url")
    String redisUrl;

    private final String firstId = "first-" + UUID.randomUUID();
    private final String secondId = "second-" + UUID.randomUUID();
    private final String model = "model-" + UUID.randomUUID();
    private final FakeBackend first = new FakeBackend();
    private final FakeBackend second = new FakeBackend();
    private TestCatalog catalog;

    @BeforeEach
    void publish() {
        catalog = new TestCatalog(redisUrl);
        catalog.tenant("acme", "acme-secret-key", Limit.of(LimitKind.TOKENS_PER_MINUTE, 1_000_000));
        second.answer(200, ANSWER);
    }

    @AfterEach
    void close() {
        catalog.close();
        first.close();
        second.close();
    }

    @Test
    void shouldLeaveAFailingDeploymentAlone() {
        deploy(new BreakerPolicy(2, 50, 20, 10, 600_000, 60_000), 0);
        first.answer(503, "{}");
        untilServed();
        for (int i = 0; i < 5; i++) {
            assertThat(chat().header("x-tollgate-deployment")).isEqualTo(secondId);
        }

        assertThat(first.received()).hasSize(2);
        await().atMost(PATIENCE).until(() -> metric("tollgate_deployment_breaker", firstId) == 1);
    }

    @Test
    void shouldFindAFailingDeploymentBack() {
        deploy(new BreakerPolicy(2, 50, 20, 10, 300, 60_000), 0);
        first.answer(503, "{}");
        untilServed();
        chat();
        first.answer(200, ANSWER);

        await().atMost(PATIENCE).until(() -> firstId.equals(chat().header("x-tollgate-deployment")));
        await().atMost(PATIENCE).until(() -> metric("tollgate_deployment_breaker", firstId) == 0);
    }

    @Test
    void shouldAskADeploymentWithoutTrafficForOneToken() {
        first.answer(200, ANSWER);
        deploy(BreakerPolicy.DEFAULT, 1);

        await().atMost(PATIENCE).until(() -> !first.received().isEmpty());
        FakeBackend.Received asked = first.received().getFirst();
        assertThat(asked.uri()).isEqualTo("/openai/v1/chat/completions");
        assertThat(asked.headers()).containsEntry("api-key", TestCatalog.BACKEND_SECRET);
        assertThat(asked.body()).contains("\"model\":\"deployed-" + firstId + "\"", "\"max_tokens\":1");
        await().atMost(PATIENCE).until(() -> metric("tollgate_deployment_first_token_seconds", firstId) > 0);
        assertThat(second.received()).as("it does not want that").isEmpty();
    }

    private void deploy(BreakerPolicy policy, long probeSeconds) {
        var handling = new Handling(Map.of(), Connection.DEFAULT, policy, probeSeconds);
        catalog.publish(
                List.of(
                        handled(catalog.deployment(firstId, first.url(), CapacityType.PTU), handling),
                        catalog.deployment(secondId, second.url(), CapacityType.PAYG)),
                TestCatalog.route(model, new Tier(List.of(firstId)), new Tier(List.of(secondId))));
    }

    private static Deployment handled(Deployment plain, Handling handling) {
        return new Deployment(
                plain.id(),
                plain.url(),
                plain.api(),
                plain.apiVersion(),
                plain.deployedModel(),
                plain.model(),
                plain.capacity(),
                plain.region(),
                plain.credential(),
                plain.enabled(),
                plain.limits(),
                handling);
    }

    /** The catalog is on its way; what fails meanwhile has no route and reaches no backend. */
    private void untilServed() {
        await().atMost(PATIENCE).until(() -> chat().statusCode() == 200);
    }

    private Response chat() {
        return given().header("api-key", "acme-secret-key")
                .contentType("application/json")
                .body("{\"model\":\"" + model
                        + "\",\"max_tokens\":4,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")
                .post("/openai/v1/chat/completions");
    }

    /** -1 when it is not shown, or no number. */
    private static double metric(String name, String deployment) {
        return given().get("/q/metrics")
                .body()
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + "{deployment=\"" + deployment + "\""))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .filter(value -> !value.isNaN())
                .findFirst()
                .orElse(-1.0);
    }
}
