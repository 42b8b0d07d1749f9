package io.tollgate.gateway.admission.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tollgate.catalog.Operation;
import io.tollgate.gateway.body.PromptFeatures;
import io.tollgate.gateway.body.image.Image;
import io.tollgate.gateway.body.image.ImageSize;
import io.tollgate.gateway.body.image.Images;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptEstimatorTest {

    private static final PromptFeatures PROMPT = new PromptFeatures(1, 0, 4_000, 0, 0, Images.NONE, 0, 0);

    private final PromptEstimator estimator = new PromptEstimator();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please summarise the following report for the board, in at most three sentences.",
                "Bitte fassen Sie den folgenden Bericht für den Vorstand in höchstens drei Sätzen zusammen.",
                "请用不超过三句话为董事会总结以下报告。我们需要在明天之前完成。",
                "Пожалуйста, кратко изложите следующий отчёт для совета директоров.",
                "for (int i = 0; i < n; i++) { sum += values[i] * weights[i]; }"
            })
    void shouldGuessWithinAFactorOfTwo(String text) {
        var body = Bodies.chat(text.repeat(5));
        long counted = new ExactCounter().count("gpt-4o", Operation.CHAT_COMPLETIONS, body);

        assertThat(PromptEstimator.fastEstimate("gpt-4o", body.features())).isBetween(counted / 2, counted * 2);
    }

    @Test
    void shouldAddWhatIsNotText() {
        assertThat(fastEstimate(new PromptFeatures(2, 0, 0, 0, 0, Images.NONE, 0, 0)))
                .isEqualTo(3 + 2 * 4);
        assertThat(fastEstimate(new PromptFeatures(0, 1, 0, 0, 50, Images.NONE, 2, 100)))
                .isEqualTo(50 + 2 * 765 + 20);
        assertThat(fastEstimate(new PromptFeatures(0, 0, 0, 0, 0, Images.NONE, 0, 0)))
                .isEqualTo(1);
    }

    @Test
    void shouldSizeImagesByTheModelsRule() {
        var images = new Images(
                List.of(
                        new Image(new ImageSize(512, 512), Image.Detail.HIGH),
                        new Image(ImageSize.UNKNOWN, Image.Detail.AUTO)),
                0);
        var features = new PromptFeatures(1, 0, 0, 0, 0, images, 0, 0);

        assertThat(fastEstimate(features)).isEqualTo(3 + 4 + 255 + 765);
        assertThat(PromptEstimator.fastEstimate("gpt-4o-mini", features)).isEqualTo(3 + 4 + 8_500 + 25_501);
        assertThat(estimator.estimate("a", "gpt-4o-mini", features)).isEqualTo(3 + 4 + 8_500 + 25_501);
    }

    @Test
    void shouldLearnTheRatioOfEachTenantAndModel() {
        long fast = PromptEstimator.fastEstimate("m", PROMPT);
        assertThat(estimator.estimate("a", "m", PROMPT)).isEqualTo(fast);
        for (int i = 0; i < PromptEstimator.LEAST_OBSERVATIONS; i++) {
            assertThat(estimator.known("a", "m")).isFalse();
            estimator.observe("a", "m", 1_000, 1_250);
        }

        assertThat(estimator.known("a", "m")).isTrue();
        assertThat(estimator.estimate("a", "m", PROMPT)).isEqualTo((fast * 125 + 99) / 100);
        assertThat(estimator.estimate("b", "m", PROMPT)).isEqualTo(fast);
        assertThat(estimator.estimate("a", "n", PROMPT)).isEqualTo(fast);
        assertThat(estimator.known("b", "m")).isFalse();
    }

    @Test
    void shouldFollowAChange() {
        for (int i = 0; i < 1_000; i++) {
            estimator.observe("a", "m", 100, 200);
        }
        for (int i = 0; i < 100; i++) {
            estimator.observe("a", "m", 1_000, 500);
        }

        long fast = PromptEstimator.fastEstimate("m", PROMPT);
        assertThat(estimator.estimate("a", "m", PROMPT)).isCloseTo(fast / 2, within(fast / 50));
    }

    @Test
    void shouldNotBeLedAstrayByNonsense() {
        estimator.observe("a", "m", 0, 100);
        estimator.observe("a", "m", 100, 0);
        assertThat(estimator.estimate("a", "m", PROMPT)).isEqualTo(PromptEstimator.fastEstimate("m", PROMPT));

        estimator.observe("a", "m", 1, Long.MAX_VALUE);
        assertThat(estimator.estimate("a", "m", PROMPT)).isEqualTo(16 * PromptEstimator.fastEstimate("m", PROMPT));
    }

    private static long fastEstimate(PromptFeatures features) {
        return PromptEstimator.fastEstimate("gpt-4o", features);
    }
}
