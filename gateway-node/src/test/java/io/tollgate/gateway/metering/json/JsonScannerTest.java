package io.tollgate.gateway.metering.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tollgate.gateway.body.RandomJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {

    private static final int ROUNDS = 40_000;
    private static final BigDecimal FAR = BigDecimal.valueOf(1_000);
    private static final JsonFactory JSON = new JsonFactory();

    @Test
    void shouldAgreeWithAFullParserOnWhatIsWellFormedAndWhatItHolds() throws IOException {
        var random = new Random(5);
        for (int seed = 0; seed < ROUNDS; seed++) {
            var json = new RandomJson(seed);
            byte[] document = utf8("[" + json.space() + json.value(4) + "]" + json.space());
            int damaged = random.nextInt(document.length);
            if (json.chance() && document[damaged] >= 0) {
                document[damaged] = (byte) random.nextInt(128);
            }
            var expected = new ArrayList<String>();
            boolean wellFormed = parse(document, expected);

            var found = new Recorder();
            var scanner = new JsonScanner(found);
            int cut = random.nextInt(document.length + 1);
            scanner.feed(document, 0, cut);
            scanner.feed(document, cut, document.length);

            String about = new String(document, UTF_8);
            assertThat(scanner.complete()).as(about).isEqualTo(wellFormed);
            if (wellFormed) {
                assertThat(found.events).as(about).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-0", "12", "1.5", "0.5e+7", "1E-3", "true", "null", "\"x\"", "[]", "{}", " [ 1 , {} ] "})
    void shouldTakeEveryKindOfDocument(String document) {
        assertThat(complete(document)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "01",
                "1.",
                ".5",
                "1e",
                "1e+",
                "+1",
                "0x1",
                "tru",
                "truex",
                "nul",
                "\"x",
                "\"\\",
                "\"\\u00g0\"",
                "\"\t\"",
                "[",
                "]",
                "[1",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{",
                "}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\":1]",
                "[1}",
                "1 2"
            })
    void shouldRefuseWhatIsNoDocument(String document) {
        assertThat(complete(document)).isFalse();
    }

    @Test
    void shouldBoundDepth() {
        int most = JsonScanner.MOST_LEVELS;
        assertThat(complete("[".repeat(most) + "]".repeat(most))).isTrue();
        assertThat(complete("[".repeat(most + 1) + "]".repeat(most + 1))).isFalse();
        assertThat(complete("{\"a\":".repeat(most) + "1" + "}".repeat(most))).isTrue();
    }

    private static boolean complete(String document) {
        byte[] bytes = utf8(document);
        var scanner = new JsonScanner(new Recorder());
        for (int i = 0; i < bytes.length; i++) {
            scanner.feed(bytes, i, i + 1);
        }
        return scanner.complete();
    }

    private static boolean parse(byte[] document, List<String> events) throws IOException {
        try (JsonParser parser = JSON.createParser(document)) {
            int values = 0;
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                values += depth == 0 ? 1 : 0;
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                switch (token) {
                    case FIELD_NAME -> events.add("key " + ascii(parser.currentName()));
                    case START_OBJECT -> events.add("{");
                    case START_ARRAY -> events.add("[");
                    case END_OBJECT, END_ARRAY -> events.add("end");
                    case VALUE_STRING -> events.add("text " + ascii(parser.getText()));
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> events.add(number(parser.getText()));
                    case VALUE_NULL -> events.add("null");
                    default -> events.add("other");
                }
            }
            return values == 1;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    /** A number is an integer when it is whole and fits, however it is written. */
    private static String number(String text) {
        String[] parts = text.split("[eE]", -1);
        var digits = new BigDecimal(parts[0]);
        int power = parts.length == 1
                ? 0
                : new BigDecimal(parts[1]).min(FAR).max(FAR.negate()).intValue();
        try {
            return "integer "
                    + (digits.signum() == 0
                            ? 0
                            : digits.scaleByPowerOfTen(power).longValueExact());
        } catch (ArithmeticException e) {
            return "other";
        }
    }

    /** The scanner stands in a question mark for an escaped character outside ASCII, so those are left out. */
    private static String ascii(String text) {
        return text.replaceAll("[^\\x00-\\x3e\\x40-\\x7f]", "");
    }

    private static final class Recorder implements JsonHandler {
        final List<String> events = new ArrayList<>();

        @Override
        public void key(byte[] name, int length) {
            events.add("key " + ascii(new String(name, 0, length, UTF_8)));
        }

        @Override
        public boolean beginObject() {
            return events.add("{");
        }

        @Override
        public boolean beginArray() {
            return events.add("[");
        }

        @Override
        public void end() {
            events.add("end");
        }

        @Override
        public boolean wantsText() {
            return true;
        }

        @Override
        public void text(byte[] text, int kept, long utf8Bytes) {
            events.add("text " + ascii(new String(text, 0, kept, UTF_8)));
        }

        @Override
        public void integer(long value) {
            events.add("integer " + value);
        }

        @Override
        public void other(boolean isNull) {
            events.add(isNull ? "null" : "other");
        }
    }
}
