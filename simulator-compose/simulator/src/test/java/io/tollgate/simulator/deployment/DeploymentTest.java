package io.tollgate.simulator.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tollgate.simulator.config.ConfigReader;
import io.tollgate.simulator.config.DeploymentConfig;
import io.tollgate.simulator.request.InvalidRequestException;
import io.tollgate.simulator.request.ModelRequest;
import io.tollgate.simulator.request.Operation;
import io.tollgate.simulator.request.RequestParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeploymentTest {
    private static final OptionalInt UNFORCED = OptionalInt.empty();

    @Test
    void shouldProduceTheBoundAndSayLength() {
        Plan plan = deployment("{}").plan(chat("hello", ",\"max_tokens\":7"), UNFORCED, 0);
        assertThat(plan.completionTokens()).isEqualTo(7);
        assertThat(plan.cutByBound()).isTrue();
        assertThat(plan.estimatedOutput()).isEqualTo(7);
        assertThat(plan.promptTokens()).isEqualTo(8);
    }

    @Test
    void shouldDrawTheSizeFromItsSpreadWhenThereIsNoBound() {
        Deployment deployment = deployment("{\"defaultOutputTokens\":{\"mean\":100,\"stdDev\":20},\"seed\":4}");
        List<Plan> plans = plans(deployment, 2000);
        assertThat(plans).noneMatch(Plan::cutByBound);
        assertThat(plans.stream().mapToInt(Plan::completionTokens).average().orElseThrow())
                .isCloseTo(100, within(3.0));
        assertThat(plans.getFirst().estimatedOutput()).isEqualTo(100);
    }

    @Test
    void shouldRepeatItselfFromTheSameSeed() {
        String config = "{\"seed\":9,\"latency\":{\"perTokenMillis\":{\"mean\":5,\"stdDev\":2}}}";
        List<Plan> first = plans(deployment(config), 20);
        List<Plan> second = plans(deployment(config), 20);
        assertThat(first.stream().map(plan -> plan.text().toString()))
                .containsExactlyElementsOf(
                        second.stream().map(plan -> plan.text().toString()).toList());
        assertThat(first.stream().map(plan -> plan.pace().wholeAnswerMicros(50)).toList())
                .isEqualTo(second.stream()
                        .map(plan -> plan.pace().wholeAnswerMicros(50))
                        .toList());
        assertThat(plans(deployment("{\"seed\":10}"), 20).stream().map(Plan::completionTokens))
                .isNotEqualTo(first.stream().map(Plan::completionTokens).toList());
    }

    @Test
    void shouldTakeAForcedSizeUpToTheBound() {
        Deployment deployment = deployment("{\"outputTokens\":30}");
        Plan configured = deployment.plan(chat("x", ",\"max_tokens\":50"), UNFORCED, 0);
        Plan byHeader = deployment.plan(chat("x", ",\"max_tokens\":50"), OptionalInt.of(40), 0);
        Plan capped = deployment.plan(chat("x", ",\"max_tokens\":20"), OptionalInt.of(40), 0);
        assertThat(List.of(configured.completionTokens(), byHeader.completionTokens(), capped.completionTokens()))
                .containsExactly(30, 40, 20);
        assertThat(List.of(configured.cutByBound(), byHeader.cutByBound(), capped.cutByBound()))
                .containsExactly(false, false, true);
        assertThat(configured.estimatedOutput()).isEqualTo(50);
    }

    @Test
    void shouldCountEveryChoiceAndHiddenReasoning() {
        Plan plan = deployment("{\"reasoningTokens\":4}")
                .plan(chat("x", ",\"max_tokens\":10,\"n\":3,\"best_of\":5"), UNFORCED, 0);
        assertThat(plan.text().tokens()).isEqualTo(6);
        assertThat(plan.completionTokens()).isEqualTo(30);
        assertThat(plan.estimatedOutput()).isEqualTo(50);
    }

    @Test
    void shouldStopAtAStopSequence() {
        Plan plan = deployment("{}").plan(chat("x", ",\"max_tokens\":50,\"stop\":\".\""), UNFORCED, 0);
        assertThat(plan.completionTokens()).isEqualTo(11);
        assertThat(plan.cutByBound()).isFalse();
    }

    @Test
    void shouldRefuseMoreThanTheModelCan() {
        assertThatThrownBy(() -> deployment("{}").plan(chat("x", ",\"max_tokens\":16385"), UNFORCED, 0))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("16384");
    }

    @Test
    void shouldReportCachedTokensOfARepeatedLongPromptForTenMinutes() {
        Deployment deployment = deployment("{}");
        String longText = "river ".repeat(1500);
        assertThat(deployment.plan(chat(longText, ""), UNFORCED, 0).cachedTokens())
                .isZero();
        Plan again = deployment.plan(chat(longText, ""), UNFORCED, 1);
        assertThat(again.cachedTokens()).isEqualTo(again.promptTokens() / 128 * 128);
        assertThat(deployment.plan(chat(longText, ""), UNFORCED, 600_000_002).cachedTokens())
                .isZero();
        assertThat(deployment.plan(chat("short", ""), UNFORCED, 2).cachedTokens())
                .isZero();
        assertThat(deployment.plan(chat("short", ""), UNFORCED, 3).cachedTokens())
                .isZero();
    }

    @Test
    void shouldMultiplyTheTimePerTokenByTheTokensAndNeverDrawBelowZero() {
        Pace pace = deployment("{\"latency\":{\"timeToFirstTokenMillis\":50,\"perTokenMillis\":4}}")
                .plan(chat("x", ""), UNFORCED, 0)
                .pace();
        assertThat(pace.wholeAnswerMicros(101)).isEqualTo(50_000 + 100 * 4_000);
        Pace wide = deployment("{\"latency\":{\"perTokenMillis\":{\"mean\":1,\"stdDev\":6}}}")
                .plan(chat("x", ""), UNFORCED, 0)
                .pace();
        assertThat(IntStream.range(0, 5000).mapToLong(any -> wide.nextTokenMicros()))
                .allMatch(micros -> micros >= 0);
    }

    @Test
    void shouldStrikeWithAFaultAsOftenAsConfigured() {
        Deployment counted = deployment("{\"faults\":[{\"kind\":\"reset\",\"count\":2}]}");
        assertThat(IntStream.range(0, 5).mapToObj(any -> counted.nextFault().isPresent()))
                .containsExactly(true, true, false, false, false);
        Deployment likely = deployment("{\"faults\":[{\"kind\":\"reset\",\"probability\":0.25}],\"seed\":3}");
        long struck = IntStream.range(0, 4000)
                .filter(any -> likely.nextFault().isPresent())
                .count();
        assertThat(struck).isBetween(900L, 1100L);
    }

    private static Deployment deployment(String patch) {
        return new Deployment(ConfigReader.patched(DeploymentConfig.of("d", "gpt-4o"), patch), 0);
    }

    private static List<Plan> plans(Deployment deployment, int number) {
        return IntStream.range(0, number)
                .mapToObj(any -> deployment.plan(chat("hello", ""), UNFORCED, 0))
                .toList();
    }

    private static ModelRequest chat(String text, String more) {
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]" + more + "}";
        return RequestParser.parse(Operation.CHAT, body.getBytes(StandardCharsets.UTF_8));
    }
}
