package io.tollgate.gateway.ingress.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tollgate.gateway.exchange.RefusedException;
import io.tollgate.gateway.model.GatewayFailure;
import io.vertx.core.MultiMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingTest {

    private static final byte[] BODY = "{\"model\":\"gpt-4o\"}".repeat(3_000).getBytes(UTF_8);

    @ParameterizedTest
    @CsvSource({"'', IDENTITY", "identity, IDENTITY", "gzip, GZIP", "X-GZip, GZIP", "' Deflate ', DEFLATE"})
    void shouldKnowWhatIsServed(String header, ContentCoding coding) {
        assertThat(ContentCoding.of(headers(header))).contains(coding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "compress", "gzip, gzip", "gzip,br", "*", "none"})
    void shouldServeNothingElse(String header) {
        assertThat(ContentCoding.of(headers(header))).isEmpty();
    }

    @Test
    void shouldUnpackEveryForm() throws IOException {
        assertThat(unpack(ContentCoding.GZIP, gzip(BODY), BODY.length)).isEqualTo(BODY);
        assertThat(unpack(ContentCoding.DEFLATE, deflate(BODY, false), BODY.length))
                .isEqualTo(BODY);
        assertThat(unpack(ContentCoding.DEFLATE, deflate(BODY, true), BODY.length))
                .isEqualTo(BODY);
        assertThat(unpack(ContentCoding.GZIP, gzip(new byte[0]), 1)).isEmpty();
    }

    @Test
    void shouldStopABomb() throws IOException {
        byte[] bomb = gzip(new byte[20_000_000]);
        assertThat(bomb.length).isLessThan(30_000);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> unpack(ContentCoding.GZIP, bomb, 1_000_000))
                .satisfies(refused -> assertThat(refused.failure()).isEqualTo(new GatewayFailure.TooLarge(1_000_000)));
        var full = new GatewayFailure.BodiesTooLarge("key", 1);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> ContentCoding.GZIP.unpack(bomb, Long.MAX_VALUE, more -> Optional.of(full)))
                .satisfies(refused -> assertThat(refused.failure()).isEqualTo(full));
    }

    @Test
    void shouldSayThatABodyIsNotPackedSo() throws IOException {
        byte[] packed = gzip(BODY);
        byte[] cut = Arrays.copyOf(packed, packed.length / 2);
        for (byte[] broken : new byte[][] {BODY, cut, {}, {31}}) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> unpack(ContentCoding.GZIP, broken, 1_000_000))
                    .satisfies(refused -> assertThat(refused.failure()).isInstanceOf(GatewayFailure.Malformed.class));
        }
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> unpack(ContentCoding.DEFLATE, BODY, 1_000_000));
    }

    private static byte[] unpack(ContentCoding coding, byte[] packed, long maxBytes) {
        return coding.unpack(packed, maxBytes, more -> Optional.empty());
    }

    private static MultiMap headers(String coding) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        return coding.isEmpty() ? headers : headers.add("content-encoding", coding);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] deflate(byte[] bytes, boolean bare) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(packed, new Deflater(6, bare))) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
