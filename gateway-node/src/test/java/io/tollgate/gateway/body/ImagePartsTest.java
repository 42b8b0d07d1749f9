package io.tollgate.gateway.body;

import static io.tollgate.catalog.Operation.CHAT_COMPLETIONS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.gateway.body.image.EncodedImages;
import io.tollgate.gateway.body.image.Image;
import io.tollgate.gateway.body.image.Image.Detail;
import io.tollgate.gateway.body.image.ImageSize;
import io.tollgate.gateway.body.image.Images;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagePartsTest {

    private static final ImageSize SIZE = new ImageSize(30, 20);

    @Test
    void shouldFindEveryFormOfImage() throws IOException {
        String url = "\"" + EncodedImages.dataUrl("png", EncodedImages.encoded("png", 30, 20)) + "\"";
        PromptFeatures features = features(
                "{\"type\":\"image_url\",\"image_url\":" + url + "}",
                "{\"image_url\":{\"detail\":\"low\",\"x\":[1],\"url\":" + url + "},\"type\":\"image_url\"}",
                "{\"image_url\":{\"url\":" + url + ",\"detail\":\"high\"}}",
                "{\"image_url\":" + url + ",\"detail\":\"original\"}",
                "{\"image_url\":{\"url\":\"https://example.com/a.png\",\"detail\":\"low\"}}",
                "{\"type\":\"text\",\"text\":\"and\"}");

        assertThat(features.images())
                .isEqualTo(new Images(
                        List.of(
                                new Image(SIZE, Detail.AUTO),
                                new Image(SIZE, Detail.LOW),
                                new Image(SIZE, Detail.HIGH),
                                new Image(SIZE, Detail.ORIGINAL),
                                new Image(ImageSize.UNKNOWN, Detail.LOW)),
                        0));
        assertThat(features.mediaParts()).isZero();
        assertThat(features.textBytes()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"image_url\":7}                                  | 1",
                "{\"image_url\":[]}                                 | 1",
                "{\"image_url\":{}}                                 | 1",
                "{\"image_url\":{\"url\":{\"url\":\"x\"}}}          | 1",
                "{\"image_url\":{\"url\":null,\"detail\":{\"a\":1}}} | 1",
                "{\"image_url\":{\"url\":\"x\",\"detail\":\"?\"}}   | 1",
                "{\"input_image\":{\"file_id\":\"f\"}}              | 1",
                "{\"image\":\"AAAA\"}                               | 1",
                "{\"image_url\":\"a\",\"image\":\"b\"}              | 1",
                "{\"image_url\":null,\"image\":null,\"text\":\"t\"} | 0",
                "{\"detail\":\"low\",\"text\":\"t\"}                | 0",
                "{\"input_audio\":{\"data\":\"AAAA\"},\"file\":null} | 0"
            })
    void shouldLeaveItToTheBackendToRefuseWhatIsNoImage(String part, int images) {
        Images found = features(part).images();

        assertThat(found.count()).isEqualTo(images);
        assertThat(found.seen()).allMatch(image -> !image.size().isKnown() && image.detail() == Detail.AUTO);
    }

    @Test
    void shouldCountAudioAndFilesApart() {
        PromptFeatures features = features(
                "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AAAA\",\"format\":\"wav\"}}",
                "{\"type\":\"file\",\"file\":{\"file_id\":\"f\"}}",
                "{\"type\":\"text\",\"text\":\"t\",\"input_audio\":null,\"file\":null}");

        assertThat(features.mediaParts()).isEqualTo(2);
        assertThat(features.images()).isEqualTo(Images.NONE);
    }

    @Test
    void shouldLookAtABoundedNumber() throws IOException {
        String png = EncodedImages.dataUrl("png", EncodedImages.encoded("png", 30, 20));
        String part = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + png + "\",\"detail\":\"low\"}}";
        String[] parts = new String[Images.MOST_SEEN + 3];
        Arrays.fill(parts, part);

        Images images = features(parts).images();

        assertThat(images.seen()).hasSize(Images.MOST_SEEN).containsOnly(new Image(SIZE, Detail.LOW));
        assertThat(images.unseen()).isEqualTo(3);
        assertThat(images.count()).isEqualTo(Images.MOST_SEEN + 3);
    }

    @Test
    void shouldStillRefuseWhatIsNotWellFormedBehindAnImage() {
        byte[] body = ("{\"messages\":[{\"role\":\"user\",\"content\":[{\"image_url\":{\"url\":"
                        + "\"data:image/png;base64,iVBORw0KGgo\n\"}}]}]}")
                .getBytes(UTF_8);

        assertThat(InferenceBody.parse(CHAT_COMPLETIONS, body)).isInstanceOf(BodyReading.Invalid.class);
    }

    private static PromptFeatures features(String... parts) {
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":[" + String.join(",", parts) + "]}]}";
        BodyReading reading = InferenceBody.parse(CHAT_COMPLETIONS, body.getBytes(UTF_8));
        assertThat(reading).isInstanceOf(BodyReading.Parsed.class);
        return ((BodyReading.Parsed) reading).body().features();
    }
}
