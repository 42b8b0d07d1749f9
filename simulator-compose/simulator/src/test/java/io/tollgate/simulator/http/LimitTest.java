package io.tollgate.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.simulator.config.DeploymentConfig;
import io.tollgate.simulator.config.PtuConfig;
import io.tollgate.simulator.config.SimulatorConfig;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitTest extends SimulatorTestBase {

    @Override
    SimulatorConfig config() {
        return super.config()
                .withDeployments(
                        DeploymentConfig.payg("payg", "gpt-4o", 100, 60),
                        DeploymentConfig.ptu("ptu", "gpt-4o", new PtuConfig(6000L, 10.0, 1.0, 0.0, 1.0)));
    }

    @Test
    void shouldSayWhatIsLeftAndRefuseBeyond() {
        HttpResponse<String> first = chat("payg", 51);
        assertThat(header(first, "x-ratelimit-limit-tokens")).isEqualTo("100");
        assertThat(header(first, "x-ratelimit-remaining-tokens")).isEqualTo("40");
        assertThat(header(first, "x-ratelimit-limit-requests")).isEqualTo("60");
        assertThat(header(first, "x-ratelimit-remaining-requests")).isEqualTo("59");
        assertThat(header(first, "x-ratelimit-reset-tokens")).isEqualTo("60");
        assertThat(first.headers().firstValue("retry-after")).isEmpty();
        clock.advance(Duration.ofMillis(17_300));
        HttpResponse<String> no = chat("payg", 51);
        assertThat(no.statusCode()).isEqualTo(429);
        assertThat(header(no, "retry-after-ms")).isEqualTo("42700");
        assertThat(header(no, "retry-after")).isEqualTo("43");
        assertThat(header(no, "x-ratelimit-remaining-tokens")).isEqualTo("40");
        assertThat(Calls.json(no).at("/error/code").asText()).isEqualTo("429");
        clock.advance(Duration.ofMillis(42_700));
        assertThat(chat("payg", 51).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldWriteResetsAsDurationsOnOpenAiPaths() {
        HttpResponse<String> answer =
                calls.post("/v1/chat/completions", "{\"model\":\"payg\"," + Calls.HELLO + ",\"max_tokens\":5}");
        assertThat(header(answer, "x-ratelimit-reset-requests")).isEqualTo("60.000s");
    }

    @Test
    void shouldLimitRequestsInShortWindows() {
        calls.patch("payg", "{\"tokensPerMinute\":0,\"requestsPerMinute\":600}");
        for (int i = 0; i < 10; i++) {
            assertThat(chat("payg", 1).statusCode()).isEqualTo(200);
        }
        assertThat(header(chat("payg", 1), "retry-after-ms")).isEqualTo("1000");
    }

    @Test
    void shouldChangeALimitWithoutEmptyingTheWindow() {
        chat("payg", 80);
        JsonNode after = calls.patch("payg", "{\"tokensPerMinute\":200}");
        assertThat(after.at("/rates/remainingTokens").asInt()).isEqualTo(200 - 89);
        assertThat(chat("payg", 110).statusCode()).isEqualTo(429);
        assertThat(chat("payg", 100).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldSayHowFullProvisionedCapacityIs() {
        HttpResponse<String> first = chat("ptu", 491);
        assertThat(header(first, "azure-openai-deployment-utilization")).isEqualTo("50.0%");
        assertThat(first.headers().firstValue("x-ratelimit-remaining-tokens")).isEmpty();
        assertThat(header(chat("ptu", 991), "azure-openai-deployment-utilization"))
                .isEqualTo("150.0%");
        HttpResponse<String> no = chat("ptu", 1);
        assertThat(no.statusCode()).isEqualTo(429);
        assertThat(Long.parseLong(header(no, "retry-after-ms"))).isBetween(5000L, 5001L);
        assertThat(header(no, "retry-after")).isIn("5", "6");
        clock.advance(Duration.ofMillis(Long.parseLong(header(no, "retry-after-ms"))));
        assertThat(chat("ptu", 1).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldCorrectTheEstimateOfProvisionedCapacity() {
        HttpResponse<String> first = chat("ptu", 791, "x-simulator-output-tokens", "91");
        assertThat(header(first, "azure-openai-deployment-utilization")).isEqualTo("80.0%");
        assertThat(calls.control("deployments/ptu").at("/rates/permille").asInt())
                .isEqualTo(100);
    }

    @Test
    void shouldReportUtilisationOverAnyRecentWindow() {
        chat("ptu", 491);
        clock.advance(Duration.ofSeconds(10));
        JsonNode ten = calls.control("deployments/ptu/utilisation?seconds=11");
        assertThat(ten.path("drainedWeightedTokens").asDouble()).isEqualTo(500);
        assertThat(ten.path("servedWeightedTokens").asDouble()).isEqualTo(500);
        assertThat(ten.path("capacityWeightedTokens").asDouble()).isEqualTo(1000);
        assertThat(ten.path("meanUtilisationPercent").asDouble()).isEqualTo(50);
        assertThat(ten.path("history")).hasSize(11);
    }

    @Test
    void shouldCountWhatItThrottledPerTag() {
        chat("payg", 91, "x-simulator-tag", "a");
        chat("payg", 91, "x-simulator-tag", "a");
        JsonNode counters = calls.counters("payg", "a");
        assertThat(counters.path("throttledRequests").asInt()).isEqualTo(1);
        assertThat(counters.at("/completed/completionTokens").asInt()).isEqualTo(91);
        assertThat(counters.at("/requestsByStatus/429").asInt()).isEqualTo(1);
    }

    private HttpResponse<String> chat(String deployment, int maxTokens, String... headers) {
        return calls.post(
                "/openai/deployments/" + deployment + "/chat/completions?api-version=2024-10-21",
                "{" + Calls.HELLO + ",\"max_tokens\":" + maxTokens + "}",
                headers);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
