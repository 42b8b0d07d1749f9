package io.tollgate.gateway.body.image;

import static io.tollgate.gateway.body.image.EncodedImages.dataUrl;
import static io.tollgate.gateway.body.image.EncodedImages.encoded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSizeTest {

    @ParameterizedTest
    @CsvSource({"png, 1, 1", "png, 1024, 768", "png, 3, 5000", "jpeg, 640, 480", "jpeg, 1, 3000", "gif, 320, 200"})
    void shouldReadWhatEncodersWrite(String format, int width, int height) throws IOException {
        assertThat(size(dataUrl(format, encoded(format, width, height)))).isEqualTo(new ImageSize(width, height));
    }

    @Test
    void shouldReadProgressiveJpegs() throws IOException {
        byte[] jpeg = EncodedImages.progressiveJpeg(801, 603);

        assertThat(jpeg).containsSequence((byte) 0xFF, (byte) 0xC2);
        assertThat(size(dataUrl("jpeg", jpeg))).isEqualTo(new ImageSize(801, 603));
    }

    @Test
    void shouldReadEveryKindOfWebp() {
        assertThat(size(dataUrl("webp", EncodedImages.lossyWebp(550, 368)))).isEqualTo(new ImageSize(550, 368));
        assertThat(size(dataUrl("webp", EncodedImages.losslessWebp(386, 395)))).isEqualTo(new ImageSize(386, 395));
        assertThat(size(dataUrl("webp", EncodedImages.losslessWebp(16_384, 1)))).isEqualTo(new ImageSize(16_384, 1));
        assertThat(size(dataUrl("webp", EncodedImages.extendedWebp(70_000, 2)))).isEqualTo(new ImageSize(70_000, 2));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "1, 2", "1, 3", "1, 65533", "2, 65533", "40, 1000", "240, 4"})
    void shouldPassOverTheMetadataOfAJpeg(int segments, int bytesEach) throws IOException {
        byte[] jpeg = EncodedImages.withMetadata(encoded("jpeg", 640, 480), segments, bytesEach);

        assertThat(size(dataUrl("jpeg", jpeg))).isEqualTo(new ImageSize(640, 480));
    }

    @Test
    void shouldGiveUpWhereMetadataIsTooMuch() throws IOException {
        byte[] jpeg = encoded("jpeg", 640, 480);

        assertThat(size(dataUrl("jpeg", EncodedImages.withMetadata(jpeg, ImageHeader.MOST_SEGMENTS, 0))))
                .isEqualTo(ImageSize.UNKNOWN);
        assertThat(size(dataUrl("jpeg", EncodedImages.withMetadata(jpeg, 4, 60_000))))
                .isEqualTo(ImageSize.UNKNOWN);
    }

    @Test
    void shouldPassOverFillBytesAndMarkersWithoutParameters() throws IOException {
        byte[] jpeg = encoded("jpeg", 64, 48);
        byte[] padded = new byte[jpeg.length + 5];
        byte[] padding = {(byte) 0xFF, (byte) 0xD0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF};
        System.arraycopy(jpeg, 0, padded, 0, 2);
        System.arraycopy(padding, 0, padded, 2, padding.length);
        System.arraycopy(jpeg, 2, padded, 2 + padding.length, jpeg.length - 2);

        assertThat(size(dataUrl("jpeg", padded))).isEqualTo(new ImageSize(64, 48));
    }

    @Test
    void shouldReadThroughTheEscapesThatEncodersUse() throws IOException {
        byte[] jpeg = EncodedImages.withMetadata(encoded("jpeg", 640, 480), 1, 5_000);
        String url = dataUrl("jpeg", jpeg);
        String wrapped = "data:image/jpeg;base64,"
                + Base64.getMimeEncoder().encodeToString(jpeg).replace("\r\n", "\\r\\n");

        for (String written :
                List.of(url.replace("/", "\\/"), url.replace("/", "\\u002f"), url.replace("+", "\\u002B"), wrapped)) {
            assertThat(size(written)).isEqualTo(new ImageSize(640, 480));
        }
    }

    @Test
    void shouldGoByTheBytesAndNotByTheirName() throws IOException {
        String png = Base64.getEncoder().encodeToString(encoded("png", 30, 20));

        assertThat(size("DATA:;charset=;bas;Base64," + png)).isEqualTo(new ImageSize(30, 20));
        assertThat(size("data:image/gif;base64," + png)).isEqualTo(new ImageSize(30, 20));
        assertThat(size("data:image/png;base64;x," + png)).isEqualTo(ImageSize.UNKNOWN);
        assertThat(size("data:image/png," + png)).isEqualTo(ImageSize.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "data",
                "data:",
                "data:;base64",
                "data:;base64,",
                "data:;base64,=",
                "data:;base64,iVBOR",
                "data:;base64,\\",
                "data:;base64,/9j/",
                "data:;base64,/9j/2Q==",
                "https://example.com/a.png",
                "https://example.com/data:image/png;base64,iVBORw0KGgo"
            })
    void shouldKnowNoSizeOfWhatIsNoImage(String url) {
        assertThat(size(url)).isEqualTo(ImageSize.UNKNOWN);
    }

    @Test
    void shouldTakeSizesThatCannotBeForUnknown() {
        assertThat(ImageSize.of(0, 5)).isEqualTo(ImageSize.UNKNOWN);
        assertThat(ImageSize.of(5, 0)).isEqualTo(ImageSize.UNKNOWN);
        assertThat(ImageSize.of(1L << 31, 1)).isEqualTo(ImageSize.UNKNOWN);
        assertThat(ImageSize.of(1, 0xFFFF_FFFFL)).isEqualTo(ImageSize.UNKNOWN);
        assertThat(ImageSize.of(Integer.MAX_VALUE, 1).isKnown()).isTrue();
    }

    @Test
    void shouldKnowTheSizeOnlyWhenAllOfItIsThere() throws IOException {
        for (byte[] image : samples()) {
            ImageSize whole = size(dataUrl("x", image));
            assertThat(whole.isKnown()).isTrue();
            for (int bytes = 0; bytes < Math.min(image.length, 1_000); bytes++) {
                byte[] part = new byte[bytes];
                System.arraycopy(image, 0, part, 0, bytes);
                assertThat(size(dataUrl("x", part))).isIn(ImageSize.UNKNOWN, whole);
            }
        }
    }

    @Test
    void shouldNeverFailWhateverTheBytes() throws IOException {
        var random = new Random(11);
        List<byte[]> samples = samples();
        for (int i = 0; i < 50_000; i++) {
            byte[] image = samples.get(random.nextInt(samples.size())).clone();
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                image[random.nextInt(Math.min(image.length, 40))] = (byte) random.nextInt();
            }
            ImageSize damaged = size(dataUrl("x", image));
            assertThat(damaged.width() >= 0 && damaged.height() >= 0).isTrue();
            assertThat(damaged.width() > 0).isEqualTo(damaged.height() > 0);
        }
    }

    @Test
    void shouldNeverFailWhateverTheText() throws IOException {
        var random = new Random(12);
        String url = dataUrl("png", encoded("png", 7, 9));
        for (int i = 0; i < 50_000; i++) {
            byte[] json = ("\"" + url.substring(0, random.nextInt(url.length()))).getBytes(UTF_8);
            for (int damage = random.nextInt(3); damage >= 0; damage--) {
                json[random.nextInt(json.length)] = (byte) random.nextInt();
            }
            ImageSize size = ImageSize.ofDataUrl(json, 0);
            assertThat(size.width() > 0).isEqualTo(size.height() > 0);
        }
    }

    private static List<byte[]> samples() throws IOException {
        return List.of(
                encoded("png", 7, 9),
                encoded("gif", 7, 9),
                encoded("jpeg", 7, 9),
                EncodedImages.progressiveJpeg(7, 9),
                EncodedImages.withMetadata(encoded("jpeg", 7, 9), 3, 11),
                EncodedImages.lossyWebp(7, 9),
                EncodedImages.losslessWebp(7, 9),
                EncodedImages.extendedWebp(7, 9));
    }

    private static ImageSize size(String url) {
        byte[] json = ("{\"url\":\"" + url + "\"}").getBytes(UTF_8);
        return ImageSize.ofDataUrl(json, "{\"url\":".length());
    }
}
