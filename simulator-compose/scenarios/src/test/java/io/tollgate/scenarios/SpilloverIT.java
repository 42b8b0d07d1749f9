package io.tollgate.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.calls.Json;
import io.tollgate.scenarios.calls.Stopwatch;
import io.tollgate.scenarios.calls.Usage;
import io.tollgate.scenarios.stand.Backend;
import io.tollgate.scenarios.stand.Figures;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Scenario 06: provisioned capacity is used to the full, and only what it cannot take goes elsewhere. */
class SpilloverIT {

    private static final String PTU = "ptu-1";
    private static final double REQUESTS_PER_SECOND = 24;
    private static final int SECONDS = 30;
    private static final int WARM_UP_SECONDS = 3;
    private static final double OVERLOAD = 1.5;
    private static final double BUCKET_SECONDS = 2;
    private static final int OUTPUT_TOKENS = 40;
    private static final int OUTPUT_WEIGHT = 3;

    private final Stand stand = Stand.shared();

    @Test
    void shouldFillProvisionedCapacityAndSpillOnlyTheExcess() {
        Tenant tenant = stand.administration().newTenant("spill");
        Backend ptu = stand.backends().named(PTU);
        long weightedTokens = weightOfOneRequest();
        long capacityPerMinute = Math.round(REQUESTS_PER_SECOND * weightedTokens * 60 / OVERLOAD);

        List<Answer> answers;
        List<Backend.Second> history;
        try (var _ = ptu.change(
                Bodies.CHAT_MODEL,
                Map.of(
                        "ptu",
                        Map.of(
                                "tokensPerMinute", capacityPerMinute,
                                "bucketSeconds", BUCKET_SECONDS,
                                "inputWeight", 1,
                                "outputWeight", OUTPUT_WEIGHT)))) {
            ptu.reset();
            answers = Crowd.paced(
                    (int) (REQUESTS_PER_SECOND * SECONDS), REQUESTS_PER_SECOND, index -> stand.caller(index % 2, tenant)
                            .chat(request(tenant.id())));
            history = ptu.utilisation(Bodies.CHAT_MODEL, SECONDS);
        }

        Stopwatch roomAgain = Stopwatch.start();
        assertUsesProvisionedCapacityAgain();
        long againMillis = roomAgain.millis();

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertStaysFull(history.subList(WARM_UP_SECONDS, history.size() - 1));
        assertServedAsNamed(tenant, answers);
        long tried = answers.stream()
                .filter(answer -> !answer.header("x-tollgate-attempts").equals("1"))
                .count();
        Figures.say(
                "spillover",
                "%d of %d requests were tried at full PTU capacity first; with room again both nodes used it within %d ms",
                tried,
                answers.size(),
                againMillis);
    }

    private void assertUsesProvisionedCapacityAgain() {
        Tenant tenant = stand.administration().newTenant("spill-after");
        for (int node = 0; node < 2; node++) {
            var caller = stand.caller(node, tenant);
            await().pollDelay(Duration.ZERO)
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> PTU.equals(caller.chat(request(tenant.id())).header("x-tollgate-deployment")));
        }
    }

    private static void assertStaysFull(List<Backend.Second> seconds) {
        double lowest = 100;
        int window = 5;
        for (int i = 0; i + window <= seconds.size(); i++) {
            lowest = Math.min(lowest, percentUsed(seconds.subList(i, i + window)));
        }
        Figures.say(
                "spillover",
                "load at %.0f %% of PTU capacity: PTU %.1f %% used, worst %d seconds %.1f %%",
                OVERLOAD * 100,
                percentUsed(seconds),
                window,
                lowest);
        assertThat(lowest).isGreaterThanOrEqualTo(90);
    }

    private static double percentUsed(List<Backend.Second> seconds) {
        return 100.0
                * seconds.stream().mapToLong(Backend.Second::used).sum()
                / seconds.stream().mapToLong(Backend.Second::bought).sum();
    }

    /** Headers, events and chargeback name the deployment whose simulator counted the request. */
    private void assertServedAsNamed(Tenant tenant, List<Answer> answers) {
        Map<String, Long> counted = new TreeMap<>();
        Map<String, Usage> tokens = new TreeMap<>();
        for (Backend backend : stand.backends().all()) {
            if (backend.completed(tenant.id()) > 0) {
                counted.put(backend.name(), backend.completed(tenant.id()));
                tokens.put(backend.name(), backend.tokens(tenant.id()));
            }
        }
        Map<String, Long> named = answers.stream()
                .collect(
                        Collectors.groupingBy(answer -> answer.header("x-tollgate-deployment"), Collectors.counting()));
        assertThat(named).isEqualTo(counted).hasSizeGreaterThan(1);
        assertThat(named.get(PTU)).isGreaterThanOrEqualTo(Math.round(answers.size() / OVERLOAD * 0.9));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(stand.reports().tokensBy("deployment", tenant.id()))
                        .isEqualTo(tokens));
        for (int i = 0; i < answers.size(); i += 12) {
            assertEventNamesTheDeployment(answers.get(i));
        }
        Figures.say("spillover", "%d requests, no 429; served by %s", answers.size(), named);
    }

    private void assertEventNamesTheDeployment(Answer answer) {
        JsonNode served = stand.reports()
                .event(answer.header("x-tollgate-request-id"))
                .orElseThrow()
                .path("served");
        assertThat(served.path("deployment").asText()).isEqualTo(answer.header("x-tollgate-deployment"));
        assertThat(served.path("capacity").asText()).isEqualTo(answer.header("x-tollgate-capacity"));
        assertThat(answer.header("x-tollgate-capacity"))
                .isEqualTo(answer.header("x-tollgate-deployment").equals(PTU) ? "ptu" : "payg");
        assertThat(served.path("attempts")).hasSize(Integer.parseInt(answer.header("x-tollgate-attempts")));
    }

    private long weightOfOneRequest() {
        Tenant probe = stand.administration().newTenant("spill-probe");
        Usage usage = stand.caller(0, probe).chat(request(probe.id())).usage().orElseThrow();
        assertThat(usage.output()).isEqualTo(OUTPUT_TOKENS);
        return usage.input() + usage.output() * OUTPUT_WEIGHT;
    }

    private static String request(String user) {
        var fields = Bodies.chatFields(Bodies.words(20), OUTPUT_TOKENS);
        fields.put("user", user);
        return Json.write(fields);
    }
}
