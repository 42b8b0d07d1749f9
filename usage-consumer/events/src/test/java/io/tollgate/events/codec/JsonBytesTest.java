package io.tollgate.events.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonBytesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int[] POINTS = {
        0, 1, '\b', '\t', '\n', '\r', 0x1f, ' ', '"', '\\', '/', 'a', '~', 0x7f, 0x80, 0xe9, 0x7ff, 0x800, 0x2028,
        0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xfffd, 0xffff, 0x1_0000, 0x1_f600, 0x10_ffff
    };

    @Test
    void shouldWriteTextThatOtherReadersReadAsItIs() throws Exception {
        var random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            String text = random.ints(random.nextInt(8), 0, POINTS.length)
                    .map(at -> POINTS[at])
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            byte[] json = new JsonBytes(0).append(text).toByteArray();
            assertThat(MAPPER.readValue(json, String.class)).isEqualTo(WireText.clean(text));
            assertThat(new String(json, UTF_8).getBytes(UTF_8)).isEqualTo(json);
        }
        assertThat(new JsonBytes(0).append((String) null).toByteArray())
                .asString()
                .isEqualTo("\"\"");
    }

    @Test
    void shouldWriteEveryNumberAsJavaDoes() {
        for (long value : List.of(0L, 9L, 10L, 99L, 100L, -1L, 1_234_567_890_123L, Long.MAX_VALUE, Long.MIN_VALUE)) {
            assertThat(new JsonBytes(1).append(value).toByteArray()).asString().isEqualTo(Long.toString(value));
        }
    }

    @Test
    void shouldGoOnBehindWhatIsThereAlready() {
        byte[] before = "xx[1,".getBytes(UTF_8);
        assertThat(new JsonBytes(ByteBuffer.wrap(before, 2, 3), 0)
                        .append(true)
                        .append(JsonBytes.raw("]"))
                        .toByteArray())
                .asString()
                .isEqualTo("[1,true]");
    }
}
