package io.tollgate.gateway.admission.estimate.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.gateway.body.image.Image;
import io.tollgate.gateway.body.image.Image.Detail;
import io.tollgate.gateway.body.image.ImageSize;
import io.tollgate.gateway.body.image.Images;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTokensTest {

    /** One that counts a patch as a token. */
    private static final String BY_PATCH = "gpt-5.2";

    @ParameterizedTest
    @CsvSource({
        // As published.
        "gpt-4o, 1024, 1024, HIGH, 765",
        "gpt-4o, 2048, 4096, HIGH, 1105",
        "gpt-4o, 4096, 8192, LOW, 85",
        "gpt-4o-mini, 4096, 8192, LOW, 2833",
        "gpt-4o-mini, 2048, 4096, HIGH, 36835",
        BY_PATCH + ", 1024, 1024, HIGH, 1024",
        BY_PATCH + ", 1800, 2400, HIGH, 1452",
        // By the published rules.
        "gpt-4o, 1024, 1024, AUTO, 765",
        "gpt-4o, 1024, 1024, ORIGINAL, 765",
        "gpt-4o, 4096, 2048, HIGH, 1105",
        "gpt-4o, 512, 512, HIGH, 255",
        "gpt-4o, 513, 512, HIGH, 425",
        "gpt-4o, 1, 1, HIGH, 255",
        "gpt-4o, 1920, 1080, HIGH, 1105",
        "gpt-4o, 768, 2048, HIGH, 1445",
        "gpt-4o, 1, 2147483647, HIGH, 765",
        "gpt-4o, 2147483647, 2147483647, HIGH, 765",
        "gpt-4.1-mini, 1024, 1024, HIGH, 1659",
        "gpt-4.1-mini, 1800, 2400, HIGH, 2353",
        "gpt-4.1-mini, 1, 1, LOW, 2",
        BY_PATCH + ", 1024, 1024, LOW, 1024",
        BY_PATCH + ", 4096, 32, HIGH, 64",
        BY_PATCH + ", 1, 2147483647, HIGH, 64",
        BY_PATCH + ", 2147483647, 2147483647, HIGH, 1521",
    })
    void shouldFollowThePublishedRules(String model, int width, int height, Detail detail, long tokens) {
        var images = new Images(List.of(new Image(new ImageSize(width, height), detail)), 0);

        assertThat(ImageTokens.usual(model, images)).isEqualTo(tokens);
        assertThat(ImageTokens.most(model, images)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, 765, 1445",
        "gpt-4o-2024-11-20, 765, 1445",
        "gpt-4.1, 765, 1445",
        "gpt-4.5-preview, 765, 1445",
        "gpt-4-turbo, 765, 1445",
        "somebody-elses, 765, 1445",
        "gpt-4o-mini, 25501, 48169",
        "o1, 675, 1275",
        "o1-pro, 675, 1275",
        "o3, 675, 1275",
        "gpt-5, 630, 1190",
        "gpt-5-chat-latest, 630, 1190",
        "computer-use-preview, 581, 1097",
        "gpt-4.1-mini-2025-04-14, 1659, 2489",
        "gpt-4.1-nano, 2520, 3779",
        "o4-mini, 1762, 2642",
        "gpt-5-mini, 1659, 2489",
        "gpt-5-nano, 2520, 3779",
        "gpt-5.4-mini, 1659, 2489",
        "gpt-5.4-nano, 2520, 3779",
        "gpt-5.3-codex, 1024, 1536",
        "gpt-5.4, 1024, 2500",
        "gpt-5.5, 1024, 10000",
    })
    void shouldKnowTheRuleOfEachModel(String model, long usual, long most) {
        var unknown = new Images(List.of(new Image(ImageSize.UNKNOWN, Detail.AUTO)), 0);

        assertThat(ImageTokens.usual(model, unknown)).isEqualTo(usual);
        assertThat(ImageTokens.most(model, unknown)).isEqualTo(most);
    }

    @Test
    void shouldAllowOriginalsMoreWhereThereAreAny() {
        var large = new ImageSize(4_000, 3_000);
        assertThat(ImageTokens.usual("gpt-5.4", one(large, Detail.ORIGINAL))).isBetween(9_800L, 10_000L);
        assertThat(ImageTokens.usual("gpt-5.4", one(large, Detail.AUTO))).isBetween(2_400L, 2_500L);
        assertThat(ImageTokens.usual("gpt-5.5", one(large, Detail.AUTO))).isBetween(9_800L, 10_000L);
        assertThat(ImageTokens.usual("gpt-5.5", one(large, Detail.HIGH))).isBetween(2_400L, 2_500L);
        assertThat(ImageTokens.most("gpt-5.4", one(ImageSize.UNKNOWN, Detail.ORIGINAL)))
                .isEqualTo(10_000);
    }

    @Test
    void shouldTakeLowDetailOfAnUnknownSizeForWhatItIs() {
        assertThat(ImageTokens.most("gpt-4o", one(ImageSize.UNKNOWN, Detail.LOW)))
                .isEqualTo(85);
        assertThat(ImageTokens.usual("gpt-4o", one(ImageSize.UNKNOWN, Detail.LOW)))
                .isEqualTo(85);
    }

    @Test
    void shouldAddUpWhatThereIsSeenOrNot() {
        var images = new Images(
                List.of(
                        new Image(new ImageSize(512, 512), Detail.HIGH),
                        new Image(ImageSize.UNKNOWN, Detail.LOW),
                        new Image(ImageSize.UNKNOWN, Detail.AUTO)),
                1_000_000);

        assertThat(ImageTokens.usual("gpt-4o", images)).isEqualTo(255 + 85 + 765 + 765_000_000L);
        assertThat(ImageTokens.most("gpt-4o", images)).isEqualTo(255 + 85 + 1_445 + 1_445_000_000L);
        assertThat(ImageTokens.most("gpt-5.4", new Images(List.of(), 2))).isEqualTo(20_000);
        assertThat(ImageTokens.usual("gpt-4o", Images.NONE)).isZero();
        assertThat(ImageTokens.most("gpt-4o", Images.NONE)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "gpt-4o-mini", "o4-mini", "gpt-5-nano", BY_PATCH, "gpt-5.4", "gpt-5.5"})
    void shouldNeverCountMoreThanTheMostOrDependOnOrientation(String model) {
        var random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            int width = 1 + random.nextInt(1 << (1 + random.nextInt(30)));
            int height = 1 + random.nextInt(1 << (1 + random.nextInt(30)));
            Detail detail = Detail.values()[random.nextInt(Detail.values().length)];

            long tokens = ImageTokens.most(model, one(new ImageSize(width, height), detail));

            assertThat(tokens)
                    .as("%d x %d in %s", width, height, detail)
                    .isBetween(1L, ImageTokens.most(model, one(ImageSize.UNKNOWN, detail)))
                    .isEqualTo(ImageTokens.most(model, one(new ImageSize(height, width), detail)));
        }
    }

    private static Images one(ImageSize size, Detail detail) {
        return new Images(List.of(new Image(size, detail)), 0);
    }
}
