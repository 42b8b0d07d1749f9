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
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.DeploymentCapacity;
import io.tollgate.catalog.backend.DeploymentCapacity.Reserve;
import io.tollgate.catalog.backend.DeploymentCapacity.Weights;
import io.tollgate.gateway.support.FakeBackend;
import io.tollgate.gateway.support.RealServers;
import io.tollgate.gateway.support.TestCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A PTU deployment of 100 tokens at once and 60 a minute, then pay as you go. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class CapacityIT {

    private static final AtomicLong RUNS = new AtomicLong();
    private static final String CHAT =
            "{\"model\":\"gpt-4o\",\"max_tokens\":40,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    private static final DeploymentCapacity SMALL = new DeploymentCapacity(
            60, 100, 0, 0, Weights.EQUAL, List.of(new Reserve("standard", 6, 30, 0, true)), List.of());

    @ConfigProperty(name = "tollgate.redis-url")
    String redisUrl;

    private final String run = Long.toString(RUNS.incrementAndGet());
    private final String ptuId = "small-ptu-" + run;
    private final String paygId = "small-payg-" + run;
    private final FakeBackend ptu = new FakeBackend();
    private final FakeBackend payg = new FakeBackend();
    private TestCatalog catalog;

    @BeforeEach
    void publish() {
        catalog = new TestCatalog(redisUrl);
        catalog.tenant("acme", "acme-secret-key", Limit.of(LimitKind.TOKENS_PER_MINUTE, 1_000_000));
        deploy(Optional.empty());
        ptu.answer(200, using(8, 5));
        payg.answer(200, using(8, 5));
    }

    @AfterEach
    void close() {
        catalog.close();
        ptu.close();
        payg.close();
    }

    @Test
    void shouldSpillWithoutCallingWhatHasNoRoom() {
        ptu.answer(200, using(8, 87));
        Response first = chat("standard");
        Response second = chatUntilServedBy(paygId, "standard");

        assertThat(first.header("x-tollgate-deployment")).isEqualTo(ptuId);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.header("x-tollgate-attempts")).isEqualTo("1");
        assertThat(ptu.received()).hasSize(1);
        assertNothingStaysReserved();
    }

    @Test
    void shouldSpillTheLowerClassFirst() {
        ptu.answer(200, using(8, 25));
        assertThat(chat("standard").header("x-tollgate-deployment")).isEqualTo(ptuId);
        assertThat(chatUntilServedBy(paygId, "batch").statusCode()).isEqualTo(200);
        assertThat(chat("standard").header("x-tollgate-deployment")).isEqualTo(ptuId);
    }

    @Test
    void shouldSayExactlyWhenThereWillBeRoom() {
        deploy(Optional.of(new DeploymentCapacity(600, 100, 0, 0, Weights.EQUAL, List.of(), List.of())));
        ptu.answer(200, using(8, 87));
        payg.answer(200, using(8, 87));
        chat("standard");
        chatUntilServedBy(paygId, "standard");
        Response refused = chatUntil(429, "standard");

        // 48 wanted, 5 left, 10 a second come in.
        long waitMillis = Long.parseLong(refused.header("retry-after-ms"));
        assertThat(waitMillis).isBetween(3_000L, 4_300L);
        assertThat(refused.header("retry-after")).isEqualTo(Long.toString(Math.ceilDiv(waitMillis, 1_000)));
        assertThat(refused.body().asString()).contains("no_capacity");
        assertThat(refused.header("x-tollgate-attempts")).isEqualTo("0");
        assertNothingStaysReserved();
    }

    @Test
    void shouldRememberARefusalInTheAccountForAsLongAsTheBackendAsks() {
        ptu.answer(429, "{}", "retry-after-ms", "30000");
        Response first = chat("standard");
        ptu.answer(200, using(8, 5));

        assertThat(first.header("x-tollgate-deployment")).isEqualTo(paygId);
        assertThat(first.header("x-tollgate-attempts")).isEqualTo("2");
        await().untilAsserted(
                        () -> assertThat(metric("tollgate_capacity_corrected")).isPositive());
        for (int i = 0; i < 3; i++) {
            assertThat(chatUntilServedBy(paygId, "standard").header("x-tollgate-attempts"))
                    .isEqualTo("1");
        }
        assertNothingStaysReserved();
    }

    @Test
    void shouldFollowTheUtilisationThatTheBackendReports() {
        ptu.answer(200, using(8, 5), "azure-openai-deployment-utilization", "99.0%");
        assertThat(chat("standard").header("x-tollgate-deployment")).isEqualTo(ptuId);
        Response second = chatUntilServedBy(paygId, "standard");
        assertThat(second.header("x-tollgate-attempts")).isEqualTo("1");
    }

    @Test
    void shouldGiveBackWhatAFailedAttemptHadReserved() {
        ptu.answer(500, "{}");
        for (int i = 0; i < 2; i++) {
            assertThat(chat("standard").header("x-tollgate-deployment")).isEqualTo(paygId);
        }
        ptu.answer(200, using(8, 5));
        assertThat(chat("standard").header("x-tollgate-deployment")).isEqualTo(ptuId);
        assertNothingStaysReserved();
    }

    /** What the last request used is told the ledger after its answer, so that one more may slip in. */
    private Response chatUntilServedBy(String deployment, String priority) {
        return await().until(
                        () -> chat(priority), response -> deployment.equals(response.header("x-tollgate-deployment")));
    }

    private Response chatUntil(int status, String priority) {
        return await().until(() -> chat(priority), response -> response.statusCode() == status);
    }

    private static void assertNothingStaysReserved() {
        await().untilAsserted(
                        () -> assertThat(metric("tollgate_reservations_open")).isZero());
    }

    private void deploy(Optional<DeploymentCapacity> paygLimits) {
        long version = catalog.publish(
                List.of(
                        limited(catalog.deployment(ptuId, ptu.url(), CapacityType.PTU), Optional.of(SMALL)),
                        limited(catalog.deployment(paygId, payg.url(), CapacityType.PAYG), paygLimits)),
                TestCatalog.route("gpt-4o", new Tier(List.of(ptuId)), new Tier(List.of(paygId))));
        await().atMost(Duration.ofSeconds(30)).until(() -> metric("tollgate_catalog_version") >= version);
    }

    private static Deployment limited(Deployment deployment, Optional<DeploymentCapacity> limits) {
        return new Deployment(
                deployment.id(),
                deployment.url(),
                deployment.api(),
                deployment.apiVersion(),
                deployment.deployedModel(),
                deployment.model(),
                deployment.capacity(),
                deployment.region(),
                deployment.credential(),
                deployment.enabled(),
                limits,
                deployment.handling());
    }

    private static Response chat(String priority) {
        return given().header("authorization", "Bearer acme-secret-key")
                .header("x-priority", priority)
                .contentType("application/json")
                .body(CHAT)
                .post("/v1/chat/completions");
    }

    private static String using(int prompt, int completion) {
        return "{\"id\":\"1\",\"model\":\"gpt-4o\",\"choices\":[],\"usage\":{\"prompt_tokens\":" + prompt
                + ",\"completion_tokens\":" + completion + ",\"total_tokens\":" + (prompt + completion) + "}}";
    }

    private static double metric(String name) {
        return given().get("/q/metrics")
                .body()
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
