package io.tollgate.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.routing.AttemptPolicy;
import io.tollgate.catalog.routing.Deadlines;
import io.tollgate.catalog.routing.Fallbacks;
import io.tollgate.catalog.routing.Hedging;
import io.tollgate.gateway.support.FakeBackend;
import io.tollgate.gateway.support.RealServers;
import io.tollgate.gateway.support.TestCatalog;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A deployment that is preferred and sick, and one behind it that is well. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class AttemptsIT {

    private static final AtomicLong RUNS = new AtomicLong();
    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";
    private static final String ROLE = event("{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}");
    private static final String CONTENT = event("{\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}");
    private static final String STREAM = ROLE + CONTENT + event("[DONE]");
    private static final String DOCUMENT = "{\"choices\":[{\"message\":{\"content\":\"Hi\"}}],"
            + "\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":1,\"total_tokens\":9}}";
    private static final AttemptPolicy POLICY =
            new AttemptPolicy(6, 100, new Deadlines(1_000, 2_000, 0, 0, 1_000, 60_000), Optional.empty());

    /** What the sick one does, and the result that it is to have. */
    enum Sickness {
        REFUSES_CONNECTIONS("connect-failed"),
        SPEAKS_NO_TLS("connect-failed"),
        DROPS("connect-failed"),
        HANGS("timed-out"),
        STALLS("timed-out"),
        CUTS("cut"),
        ANSWERS_408("server-error"),
        ANSWERS_429("throttled"),
        ANSWERS_500("server-error"),
        ANSWERS_502("server-error"),
        ANSWERS_503("server-error"),
        ANSWERS_504("server-error"),
        SENDS_HTML("malformed"),
        SENDS_NO_JSON("malformed"),
        SENDS_HALF("malformed"),
        SENDS_NOTHING("malformed"),
        SENDS_AN_ERROR("server-error");

        final String result;

        Sickness(String result) {
            this.result = result;
        }
    }

    @ConfigProperty(name = "tollgate.redis-url")
    String redisUrl;

    /** Deployments and routes have other names in every test, since a node remembers failures and counts retries. */
    private final String run = Long.toString(RUNS.incrementAndGet());

    private final String model = "gpt-4o-" + run;
    private final String sickId = "sick-" + run;
    private final String wellId = "well-" + run;
    private final String bigId = "big-" + run;
    private final FakeBackend sick = new FakeBackend();
    private final FakeBackend well = new FakeBackend();
    private TestCatalog catalog;

    @BeforeEach
    void publish() {
        catalog = new TestCatalog(redisUrl);
        catalog.tenant("acme", "acme-secret-key", Limit.of(LimitKind.TOKENS_PER_MINUTE, 1_000_000));
        publish(sick.url());
    }

    @AfterEach
    void close() {
        catalog.close();
        sick.close();
        well.close();
    }

    @ParameterizedTest
    @EnumSource(Sickness.class)
    void shouldServeADocumentFromTheOtherWhatever(Sickness sickness) {
        infect(sickness, false);
        well.answer(200, DOCUMENT);

        assertServedByTheOther(chat(false), sickness, DOCUMENT);
    }

    @ParameterizedTest
    @EnumSource(Sickness.class)
    void shouldServeAStreamFromTheOtherWhateverHappensBeforeItsFirstContent(Sickness sickness) {
        infect(sickness, true);
        answer(well, EVENTS, STREAM);

        assertServedByTheOther(chat(true), sickness, STREAM);
    }

    private void assertServedByTheOther(Response response, Sickness sickness, String body) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body().asString()).isEqualTo(body);
        assertThat(response.header("x-tollgate-attempts")).isEqualTo("2");
        assertThat(response.header("x-tollgate-attempt-log"))
                .matches(sickId + ";" + sickness.result + ";\\d+, " + wellId + ";ok;\\d+");
        assertThat(well.received()).hasSize(1);
        assertThat(sick.received()).hasSizeLessThanOrEqualTo(1);
        await().until(() -> metric("tollgate_reservations_open") == 0);
    }

    @Test
    void shouldEndAStreamThatIsCutAfterItsFirstContentWithOneErrorEventAndNothingTwice() {
        sick.cut(EVENTS, ROLE + CONTENT + CONTENT.substring(0, 12));
        answer(well, EVENTS, STREAM);
        double partial = metric("tollgate_requests_seconds_count{outcome=\"partial\"}");

        Response response = chat(true);

        assertThat(response.statusCode()).isEqualTo(200);
        String stream = response.body().asString();
        assertThat(stream).startsWith(ROLE + CONTENT + "data: {\"error\":{").endsWith("}}\n\n");
        assertThat(stream.substring((ROLE + CONTENT).length()))
                .containsOnlyOnce("data:")
                .contains("upstream_failed");
        assertThat(well.received()).isEmpty();
        await().untilAsserted(() -> assertThat(metric("tollgate_requests_seconds_count{outcome=\"partial\"}"))
                .isEqualTo(partial + 1));
        await().until(() -> metric("tollgate_reservations_open") == 0);
    }

    @Test
    void shouldEndAStreamThatIsSilentAfterItsFirstContentWithOneErrorEvent() {
        sick.stall(EVENTS, ROLE + CONTENT);

        String stream = chat(true).body().asString();

        assertThat(stream).startsWith(ROLE + CONTENT + "data: {\"error\":{").contains("upstream_timeout");
        await().until(() -> sick.abandoned() == 1);
    }

    @Test
    void shouldRecordEveryRequestOnce() {
        well.answer(200, DOCUMENT);
        double requests = metric("tollgate_requests_seconds_count");
        infect(Sickness.ANSWERS_500, false);
        chat(false);
        infect(Sickness.SENDS_HALF, false);
        chat(false);
        infect(Sickness.CUTS, true);
        chat(true);

        await().untilAsserted(() ->
                assertThat(metric("tollgate_requests_seconds_count")).isEqualTo(requests + 3));
        await().until(() -> metric("tollgate_reservations_open") == 0);
    }

    @Test
    void shouldFallBackOnAnotherRouteWhenThePromptIsTooLong() {
        String refusal = "{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"too long\"}}";
        sick.answer(400, refusal);
        well.answer(200, DOCUMENT);
        long version = catalog.publish(
                List.of(
                        catalog.deployment(sickId, sick.url(), CapacityType.PAYG),
                        catalog.deployment(bigId, well.url(), CapacityType.PAYG)),
                TestCatalog.route(
                        model,
                        POLICY,
                        new Fallbacks(Optional.of("gpt-big"), Optional.empty()),
                        new Tier(List.of(sickId))),
                TestCatalog.route("gpt-big", new Tier(List.of(bigId))));
        await().until(() -> metric("tollgate_catalog_version") >= version);

        Response response = chat(false);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.header("x-tollgate-route")).isEqualTo("gpt-big");
        assertThat(response.header("x-tollgate-attempt-log")).matches(sickId + ";rejected;\\d+, " + bigId + ";ok;\\d+");
    }

    @Test
    void shouldCallAnotherBesideOneThatIsSlowerThanUsual() {
        var hedged = new AttemptPolicy(6, 100, POLICY.deadlines(), Optional.of(new Hedging(100, 50)));
        publish(sick.url(), hedged);
        answer(sick, EVENTS, STREAM);
        answer(well, EVENTS, STREAM);
        for (int i = 0; i < 60; i++) {
            assertThat(chat(true).header("x-tollgate-deployment")).isEqualTo(sickId);
        }
        sick.hang();

        Response response = chat(true);

        assertThat(response.body().asString()).isEqualTo(STREAM);
        assertThat(response.header("x-tollgate-attempt-log"))
                .matches(sickId + ";hedge-lost;\\d+, " + wellId + ";ok;\\d+");
        await().until(() -> sick.abandoned() == 1);
        await().until(() -> metric("tollgate_reservations_open") == 0);
    }

    private void infect(Sickness sickness, boolean stream) {
        String type = stream ? EVENTS : JSON;
        switch (sickness) {
            case REFUSES_CONNECTIONS -> {
                URI nobody = URI.create("http://127.0.0.1:" + sick.url().getPort());
                sick.close();
                publish(nobody);
            }
            case SPEAKS_NO_TLS ->
                publish(URI.create("https://127.0.0.1:" + sick.url().getPort()));
            case DROPS -> sick.drop();
            case HANGS -> sick.hang();
            case STALLS -> sick.stall(type, stream ? ROLE : DOCUMENT.substring(0, 20));
            case CUTS -> sick.cut(type, stream ? ROLE + CONTENT.substring(0, 20) : DOCUMENT.substring(0, 20));
            case ANSWERS_408 -> sick.answer(408, "{}");
            case ANSWERS_429 -> sick.answer(429, "{}", "retry-after-ms", "60000");
            case ANSWERS_500 -> sick.answer(500, "{}");
            case ANSWERS_502 -> sick.answer(502, "{}");
            case ANSWERS_503 -> sick.answer(503, "{}");
            case ANSWERS_504 -> sick.answer(504, "{}");
            case SENDS_HTML -> answer(sick, "text/html", "<html></html>");
            case SENDS_NO_JSON -> answer(sick, type, stream ? event("no json") : "no json");
            case SENDS_HALF -> answer(sick, type, stream ? ROLE + CONTENT.substring(0, 20) : DOCUMENT.substring(0, 20));
            case SENDS_NOTHING -> answer(sick, type, "");
            case SENDS_AN_ERROR -> {
                String error = "{\"error\":{\"code\":\"overloaded\",\"message\":\"m\"}}";
                answer(sick, type, stream ? ROLE + event(error) : error);
            }
        }
    }

    private void publish(URI sickUrl) {
        publish(sickUrl, POLICY);
    }

    private void publish(URI sickUrl, AttemptPolicy policy) {
        long version = catalog.publish(
                List.of(
                        catalog.deployment(sickId, sickUrl, CapacityType.PTU),
                        catalog.deployment(wellId, well.url(), CapacityType.PAYG)),
                TestCatalog.route(model, policy, Fallbacks.NONE, new Tier(List.of(sickId)), new Tier(List.of(wellId))));
        await().until(() -> metric("tollgate_catalog_version") >= version);
    }

    private static void answer(FakeBackend backend, String contentType, String body) {
        backend.script((request, sent) ->
                request.response().putHeader("content-type", contentType).end(body));
    }

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }

    private Response chat(boolean stream) {
        return given().header("authorization", "Bearer acme-secret-key")
                .contentType(JSON)
                .body("{\"model\":\"" + model + "\",\"stream\":" + stream
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")
                .post("/v1/chat/completions");
    }

    /** The sum over all labels that begin like {@code name}. */
    private static double metric(String name) {
        return given().get("/q/metrics")
                .body()
                .asString()
                .lines()
                .filter(line -> line.startsWith(name.endsWith("}") ? name : name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
