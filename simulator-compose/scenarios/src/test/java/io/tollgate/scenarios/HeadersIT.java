package io.tollgate.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Caller;
import io.tollgate.scenarios.calls.Json;
import io.tollgate.scenarios.calls.RecordingBackend;
import io.tollgate.scenarios.calls.Stopwatch;
import io.tollgate.scenarios.stand.Backend;
import io.tollgate.scenarios.stand.Figures;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenario 10: what crosses the gateway, in both directions, and when. */
class HeadersIT {

    private final Stand stand = Stand.shared();

    @ParameterizedTest
    @ValueSource(strings = {"api-key", "ocp-apim-subscription-key", "authorization"})
    void shouldKeepTheCallersKeyFromTheBackend(String header) {
        Tenant tenant = stand.administration().newTenant("secrets");
        String value = header.equals("authorization") ? "Bearer " + tenant.key() : tenant.key();
        try (var backend = RecordingBackend.start();
                var route = stand.administration().routeTo(backend.url())) {
            Answer answer = new Caller(stand.node(0), null)
                    .post(
                            Caller.CHAT,
                            chat(route.model(), tenant),
                            header,
                            value,
                            "cookie",
                            "session=" + tenant.key(),
                            "x-forwarded-for",
                            "10.0.0.1",
                            "x-tollgate-tag-team",
                            "search",
                            "x-custom",
                            "passes");

            assertThat(answer.status()).isEqualTo(200);
            RecordingBackend.Received received = backend.received().getFirst();
            assertThat(received.headers().toString()).doesNotContain(tenant.key());
            assertThat(received.headers().keySet())
                    .extracting(String::toLowerCase)
                    .contains("x-custom", "authorization")
                    .doesNotContain(
                            "api-key", "ocp-apim-subscription-key", "cookie", "x-forwarded-for", "x-tollgate-tag-team");
        }
    }

    @Test
    void shouldKeepTheBackendsHeadersAndNamesFromTheCaller() {
        Tenant tenant = stand.administration().newTenant("secrets");
        try (var backend = RecordingBackend.start();
                var route = stand.administration().routeTo(backend.url())) {
            Answer answer = stand.caller(1, tenant).chat(chat(route.model(), tenant));

            List<String> credential = backend.received().getFirst().headers().get("Authorization");
            String secret = credential.getFirst().substring("Bearer ".length());
            String seen = answer.headers().map() + answer.text();
            assertThat(seen)
                    .doesNotContain(secret, "backend-secret", "backend=secret", "leaky-server", "forged")
                    .doesNotContain(Integer.toString(backend.url().getPort()));
            assertThat(answer.header("x-tollgate-deployment")).isEqualTo(route.deployment());
            assertThat(answer.header("x-ratelimit-remaining-tokens")).isNull();
        }
    }

    @Test
    void shouldPassEveryByteOfTheBodyThatItDoesNotUnderstand() {
        Tenant tenant = stand.administration().newTenant("bytes");
        try (var backend = RecordingBackend.start();
                var route = stand.administration().routeTo(backend.url())) {
            String body = """
                    { "model" :"%s","x_unknown":{"deep":[1,2.50,1e3,null,"\\u00e9 \u00fc"]},
                    \t"messages":[{"role":"user","content":"hi","x_more":true}],"seed":7}""".formatted(route.model());

            Answer answer = stand.caller(0, tenant).chat(body);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(backend.received().getFirst().body())
                    .isEqualTo(body.replace("\"" + route.model() + "\"", "\"" + route.deployedModel() + "\""));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/chat/completions",
                "/openai/v1/chat/completions",
                "/openai/v1/chat/completions?api-version=preview",
                "/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21",
                "/models/chat/completions?api-version=2024-05-01-preview"
            })
    void shouldServeEveryPathFamily(String path) {
        Tenant tenant = stand.administration().newTenant("families");

        Answer answer = stand.caller(0, tenant).post(path, Bodies.chat("Hello", 5));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.usage().orElseThrow().output()).isBetween(1L, 5L);
    }

    @Test
    void shouldRecordTheUserAndTheTagsThatTheCallerNamed() {
        Tenant tenant = stand.administration().newTenant("tags");

        Answer answer = stand.caller(0, tenant)
                .post(Caller.CHAT, chat(Bodies.CHAT_MODEL, tenant), "x-tollgate-tag-team", "search");

        JsonNode caller = event(answer).path("caller");
        assertThat(caller.path("tenant").asText()).isEqualTo(tenant.id());
        assertThat(caller.path("user").asText()).isEqualTo(tenant.id());
        assertThat(caller.path("keyId").asText()).isEqualTo(tenant.keyId());
        assertThat(caller.path("costCentre").asText()).isEqualTo("cc-tags");
        assertThat(caller.path("tags").path("team").asText()).isEqualTo("search");
    }

    @Test
    void shouldRecordTheEndUserBySafetyIdentifier() {
        Tenant tenant = stand.administration().newTenant("safety");
        var fields = Bodies.chatFields("Hello", 10);
        fields.put("safety_identifier", tenant.id());

        Answer answer = stand.caller(0, tenant).chat(Json.write(fields));

        assertThat(event(answer).path("caller").path("user").asText()).isEqualTo(tenant.id());
    }

    @Test
    void shouldSayWhoServedAndWhatTheLimitsHaveLeft() {
        Tenant tenant =
                stand.administration().newTenant("limits", Limit.tokens(60_000, 50_000), Limit.requests(600, 100));

        Answer first = stand.caller(0, tenant).chat(Bodies.chat("Hello", 10));
        await().until(() -> stand.administration().openReservations(tenant) == 0);
        Answer second = stand.caller(1, tenant).chat(Bodies.chat("Hello", 10));

        assertThat(first.header("x-tollgate-request-id"))
                .isNotBlank()
                .isNotEqualTo(second.header("x-tollgate-request-id"));
        assertThat(first.header("x-tollgate-deployment")).isEqualTo("ptu-1");
        assertThat(first.header("x-tollgate-capacity")).isEqualTo("ptu");
        assertThat(first.header("x-tollgate-attempts")).isEqualTo("1");
        assertThat(first.header("x-ratelimit-limit-tokens")).isEqualTo("60000");
        assertThat(first.header("x-ratelimit-limit-requests")).isEqualTo("600");
        assertThat(Long.parseLong(first.header("x-ratelimit-remaining-tokens"))).isBetween(49_000L, 49_999L);
        assertThat(Long.parseLong(first.header("x-ratelimit-remaining-requests")))
                .isEqualTo(99);
        assertThat(first.header("x-ratelimit-reset-tokens")).matches("\\d+ms|\\d+(\\.\\d)?s");
        assertThat(first.header("x-ratelimit-reset-requests")).matches("\\d+ms|\\d+(\\.\\d)?s");
        assertThat(Long.parseLong(second.header("x-ratelimit-remaining-requests")))
                .isBetween(98L, 100L);
    }

    @Test
    void shouldPassAStreamOnAsItArrives() {
        Tenant tenant = stand.administration().newTenant("stream");
        try (var _ = slower(40, 40)) {
            Answer answer = stand.caller(0, tenant).chat(Bodies.streamedChat("Go on.", 40));

            List<Answer.Line> events = answer.events();
            long firstMillis = events.getFirst().atMillis();
            long lastMillis = events.getLast().atMillis();
            assertThat(answer.done()).isTrue();
            assertThat(events).hasSizeGreaterThan(30);
            assertThat(lastMillis).isGreaterThan(1_200);
            assertThat(firstMillis).isLessThan(lastMillis / 4);
            for (int i = 1; i < events.size(); i++) {
                assertThat(events.get(i).atMillis() - events.get(i - 1).atMillis())
                        .isLessThan(600);
            }
            Figures.say(
                    "headers and streams",
                    "stream of %d events: first after %d ms, last after %d ms",
                    events.size(),
                    firstMillis,
                    lastMillis);
        }
    }

    @Test
    void shouldCancelTheBackendCallWhenTheCallerLeaves() {
        Tenant tenant = stand.administration().newTenant("leave", Limit.tokens(100_000, 100_000));
        var fields = Bodies.chatFields("Go on.", 400);
        fields.put("stream", true);
        fields.put("user", tenant.id());
        try (var _ = slower(20, 20)) {
            Answer part = stand.caller(0, tenant).chatAndLeave(Json.write(fields), 5);
            Stopwatch left = Stopwatch.start();

            Backend backend = stand.backends().named(part.header("x-tollgate-deployment"));
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(1))
                    .until(() -> ending(backend, tenant).equals("cancelled"));
            long cancelledMillis = left.millis();

            JsonNode event = event(part);
            assertThat(event.path("outcome").path("kind").asText()).isEqualToIgnoringCase("cancelled");
            long output = event.path("tokens").path("output").asLong();
            assertThat(output).isBetween(1L, 399L);
            assertThat(event.path("tokens").path("input").asLong()).isPositive();
            await().until(() -> stand.administration().openReservations(tenant) == 0);
            Figures.say(
                    "headers and streams",
                    "caller left after 5 events: backend call cancelled %d ms later, recorded with %d output tokens",
                    cancelledMillis,
                    output);
        }
    }

    private JsonNode event(Answer answer) {
        return await().atMost(Duration.ofSeconds(5))
                .until(() -> stand.reports().event(answer.header("x-tollgate-request-id")), Optional::isPresent)
                .orElseThrow();
    }

    private static String ending(Backend backend, Tenant tenant) {
        return backend.requests(tenant.id()).getFirst().path("ending").asText();
    }

    private Backend.Change slower(int firstTokenMillis, int perTokenMillis) {
        return stand.backends()
                .change(
                        Bodies.CHAT_MODEL,
                        Map.of(
                                "latency",
                                Map.of("timeToFirstTokenMillis", firstTokenMillis, "perTokenMillis", perTokenMillis)));
    }

    private static String chat(String model, Tenant tenant) {
        var fields = Bodies.chatFields("Hello", 10);
        fields.put("model", model);
        fields.put("user", tenant.id());
        return Json.write(fields);
    }
}
