package io.tollgate.gateway.body;

import static io.tollgate.catalog.Operation.CHAT_COMPLETIONS;
import static io.tollgate.catalog.Operation.COMPLETIONS;
import static io.tollgate.catalog.Operation.EMBEDDINGS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.catalog.Operation;
import io.tollgate.gateway.body.image.Image;
import io.tollgate.gateway.body.image.Image.Detail;
import io.tollgate.gateway.body.image.ImageSize;
import io.tollgate.gateway.body.image.Images;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InferenceBodyTest {

    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    @Test
    void shouldReadWhatMattersOfAChatRequest() {
        InferenceBody body = chat("""
                {"model":"gpt-4o","temperature":0.2,"stream":true,"stream_options":{"include_usage":true},
                 "max_tokens":50,"max_completion_tokens":80,"n":3,"user":"alice",
                 "messages":[{"role":"system","content":"be \\"brief\\""},
                   {"role":"user","content":[{"type":"text","text":"caf\\u00e9"},
                     {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},
                   {"role":"assistant","content":null,
                     "tool_calls":[{"function":{"name":"f","arguments":"{}"}}]}],
                 "tools":[ {"type":"function"} ]}""");

        assertThat(body.model()).contains("gpt-4o");
        assertThat(body.stream()).isTrue();
        assertThat(body.usageAsked()).isTrue();
        assertThat(body.outputBoundTokens()).hasValue(80);
        assertThat(body.choices()).isEqualTo(3);
        assertThat(body.user()).contains("alice");
        assertThat(body.features())
                .isEqualTo(new PromptFeatures(
                        3,
                        0,
                        "be \"brief\"".length() + 5 + 3,
                        2,
                        0,
                        new Images(List.of(new Image(ImageSize.UNKNOWN, Detail.AUTO)), 0),
                        0,
                        "[ {\"type\":\"function\"} ]".length()));
    }

    @Test
    void shouldTakeNullAndAbsenceForTheDefault() {
        for (String members : new String[] {
            "", ",\"model\":null,\"stream\":null,\"stream_options\":null,\"max_tokens\":null,\"n\":null,\"user\":null"
        }) {
            InferenceBody body = chat("{" + MESSAGES + members + "}");

            assertThat(body.model()).isEmpty();
            assertThat(body.stream()).isFalse();
            assertThat(body.usageAsked()).isFalse();
            assertThat(body.outputBoundTokens()).isEmpty();
            assertThat(body.choices()).isEqualTo(1);
            assertThat(body.user()).isEmpty();
        }
    }

    @Test
    void shouldMeasureTextAsUtf8HoweverItIsEscaped() {
        String text = "naïve 中文 😀 \n\t\"quoted\" \\ and a good deal of plain text behind it";
        int nonAscii = text.getBytes(UTF_8).length
                - (int) text.chars().filter(c -> c < 0x80).count();
        for (int seed = 0; seed < 200; seed++) {
            String content = new RandomJson(seed).string(text);
            PromptFeatures features = chat("{\"messages\":[{\"role\":\"user\",\"content\":" + content + "}]}")
                    .features();
            assertThat(features.textBytes()).as(content).isEqualTo(text.getBytes(UTF_8).length);
            assertThat(features.nonAsciiBytes()).as(content).isEqualTo(nonAscii);
        }
        String escaped = "{\"messages\":[{\"role\":\"user\",\"content\":\"\\ud83d\\ude00\"}]}";
        assertThat(chat(escaped).features().nonAsciiBytes()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"hello\"                 | 1 | 5 | 0",
                "[\"ab\",\"c\"]            | 2 | 3 | 0",
                "[1,2,3]                   | 1 | 0 | 3",
                "[[1,2],[3],[]]            | 3 | 0 | 3",
            })
    void shouldReadEveryFormOfPromptAndInput(String value, int prompts, long textBytes, long tokenIds) {
        var expected = new PromptFeatures(0, prompts, textBytes, 0, tokenIds, Images.NONE, 0, 0);
        assertThat(read(COMPLETIONS, "{\"n\":2,\"prompt\":" + value + "}").features())
                .isEqualTo(expected);
        assertThat(read(COMPLETIONS, "{\"n\":2,\"prompt\":" + value + "}").choices())
                .isEqualTo(2 * prompts);
        assertThat(read(EMBEDDINGS, "{\"input\":" + value + "}").features()).isEqualTo(expected);
    }

    @Test
    void shouldAllowACompletionWithoutPrompt() {
        assertThat(read(COMPLETIONS, "{\"best_of\":4}").choices()).isEqualTo(4);
        assertThat(read(COMPLETIONS, "{\"prompt\":null}").choices()).isEqualTo(1);
    }

    @Test
    void shouldLeaveFieldsOfOtherOperationsAlone() {
        assertThat(read(EMBEDDINGS, "{\"input\":\"x\",\"stream\":7,\"messages\":1,\"max_tokens\":\"y\"}").stream())
                .isFalse();
        assertThat(chat("{" + MESSAGES + ",\"prompt\":5,\"input\":{}}")
                        .features()
                        .prompts())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_tokens", "max_completion_tokens", "max_output_tokens"})
    void shouldLeaveABoundOfNothingToTheBackend(String bound) {
        InferenceBody body = chat("{" + MESSAGES + ",\"" + bound + "\":0,\"logprobs\":true,\"n\":0,\"best_of\":0}");

        assertThat(body.outputBoundTokens()).hasValue(0);
        assertThat(body.choices()).isEqualTo(1);
        assertThat(chat("{" + MESSAGES + ",\"" + bound + "\":null}").outputBoundTokens())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"stream\":\"yes\"                              | stream                       | invalid_type",
                "\"stream_options\":[]                           | stream_options               | invalid_type",
                "\"stream_options\":{\"include_usage\":1}        | stream_options.include_usage | invalid_type",
                "\"stream_options\":{\"include_usage\":true,\"include_usage\":true} | stream_options.include_usage | duplicate_parameter",
                "\"model\":7                                     | model                        | invalid_type",
                "\"user\":{}                                     | user                         | invalid_type",
                "\"max_tokens\":-1                               | max_tokens                   | integer_below_min_value",
                "\"max_tokens\":-99999999999999999999            | max_tokens                   | integer_below_min_value",
                "\"max_tokens\":99999999999999999999             | max_tokens                   | integer_above_max_value",
                "\"max_completion_tokens\":1.5                   | max_completion_tokens        | invalid_type",
                "\"max_output_tokens\":\"5\"                     | max_output_tokens            | invalid_type",
                "\"n\":129                                       | n                            | integer_above_max_value",
                "\"best_of\":-1                                  | best_of                      | integer_below_min_value",
                "\"n\":1,\"n\":1                                 | n                            | duplicate_parameter",
                "\"mod\\u0065l\":\"a\",\"model\":\"a\"           | model                        | duplicate_parameter",
                "\"messages\":[]                                 | messages                     | empty_array",
                "\"messages\":\"hi\"                             | messages                     | invalid_type",
                "\"messages\":null                               | messages                     | invalid_type",
                "\"messages\":[{\"role\":\"user\"},7]            | messages[1]                  | invalid_type",
                "\"messages\":[{\"content\":\"x\"}]              | messages[0].role             | missing_required_parameter",
                "\"messages\":[{\"role\":null}]                  | messages[0].role             | invalid_type",
                "\"messages\":[{\"role\":\"u\",\"role\":\"u\"}]  | messages[0].role             | duplicate_parameter",
                "\"messages\":[{\"role\":\"u\",\"content\":5}]   | messages[0].content          | invalid_type",
                "\"messages\":[{\"role\":\"u\",\"content\":[\"x\"]}] | messages[0].content[0]   | invalid_type",
                "\"messages\":[{\"role\":\"u\",\"content\":[{},{\"text\":1}]}] | messages[0].content[1].text | invalid_type",
                "\"x\":1                                         | messages                     | missing_required_parameter",
            })
    void shouldNameTheFieldThatIsWrong(String members, String param, String code) {
        assertInvalid(CHAT_COMPLETIONS, "{" + members + "}", param, code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                     | input    | missing_required_parameter",
                "{\"input\":null}       | input    | invalid_type",
                "{\"input\":[]}         | input    | empty_array",
                "{\"input\":[{}]}       | input[0] | invalid_type",
                "{\"input\":[\"a\",1]}  | input[1] | invalid_type",
                "{\"input\":[1.5]}      | input[0] | invalid_type",
                "{\"input\":[[1],[\"a\"]]} | input[1] | invalid_type",
            })
    void shouldNameTheInputThatIsWrong(String body, String param, String code) {
        assertInvalid(EMBEDDINGS, body, param, code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":}",
                "{\"a\":1,}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":[1,]}",
                "{\"a\":1}}",
                "{\"a\":1} {}",
                "{\"a\":1} x",
                "{\"a\":tru}",
                "{\"a\":\"\\u12\"}",
                "\uFEFF",
                "{a:1}",
                "{\"a\" 1}",
                "//\n{}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"unended"
            })
    void shouldRefuseWhatIsNotJson(String body) {
        assertInvalid(CHAT_COMPLETIONS, body, null, "invalid_json");
    }

    @Test
    void shouldRefuseOtherEncodings() {
        byte[] utf16 = ("{" + MESSAGES + "}").getBytes(java.nio.charset.StandardCharsets.UTF_16LE);
        assertThat(InferenceBody.parse(CHAT_COMPLETIONS, utf16)).isInstanceOf(BodyReading.Invalid.class);
        byte[] latin1 = "{\"x\":\"é\"}".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(InferenceBody.parse(COMPLETIONS, latin1)).isInstanceOf(BodyReading.Invalid.class);
    }

    @Test
    void shouldRefuseTopLevelsThatAreNoObjects() {
        assertInvalid(CHAT_COMPLETIONS, "[]", null, "invalid_type");
        assertInvalid(CHAT_COMPLETIONS, "\"x\"", null, "invalid_type");
        assertInvalid(CHAT_COMPLETIONS, "null", null, "invalid_type");
    }

    @Test
    void shouldBoundDepth() {
        assertThat(chat("{" + MESSAGES + ",\"x\":" + nested(127) + "}").model()).isEmpty();
        assertInvalid(CHAT_COMPLETIONS, "{" + MESSAGES + ",\"x\":" + nested(128) + "}", null, "json_too_complex");
        assertInvalid(CHAT_COMPLETIONS, "[".repeat(100_000), null, "invalid_type");
        assertInvalid(CHAT_COMPLETIONS, "{\"x\":" + "[".repeat(1_000_000), null, "json_too_complex");
    }

    @Test
    void shouldBoundNames() {
        String longName = "m".repeat(257);
        assertInvalid(CHAT_COMPLETIONS, "{\"model\":\"" + longName + "\"}", "model", "string_above_max_length");
        assertThat(chat("{" + MESSAGES + ",\"user\":\"" + "u".repeat(600) + "\"}")
                        .user())
                .contains("u".repeat(512));
        assertThat(chat("{" + MESSAGES + ",\"user\":\"" + "u".repeat(511) + "😀x\"}")
                        .user())
                .contains("u".repeat(511));
    }

    @Test
    void shouldShowNothingOfThePrompt() {
        assertThat(chat("{\"messages\":[{\"role\":\"user\",\"content\":\"secret\"}]}"))
                .asString()
                .doesNotContain("secret");
    }

    @Test
    void shouldAgreeWithAFullParserOnWhatIsWellFormed() throws IOException {
        var strict = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        var random = new Random(7);
        for (int seed = 0; seed < 20_000; seed++) {
            var json = new RandomJson(seed);
            byte[] body =
                    ("{\"prompt\":" + json.string(json.text(30)) + ",\"x\":" + json.value(3) + "}").getBytes(UTF_8);
            body[random.nextInt(body.length)] = (byte) random.nextInt(128);

            boolean wellFormed = isObject(strict, body);

            boolean malformed = InferenceBody.parse(EMBEDDINGS, body) instanceof BodyReading.Invalid invalid
                    && !"input".equals(invalid.param());
            assertThat(malformed).as(new String(body, UTF_8)).isEqualTo(!wellFormed);
        }
    }

    private static boolean isObject(ObjectMapper strict, byte[] body) throws IOException {
        try {
            return strict.readTree(body).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static void assertInvalid(Operation operation, String body, String param, String code) {
        BodyReading reading = InferenceBody.parse(operation, body.getBytes(UTF_8));
        assertThat(reading).isInstanceOf(BodyReading.Invalid.class);
        var invalid = (BodyReading.Invalid) reading;
        assertThat(invalid.param()).isEqualTo(param);
        assertThat(invalid.code()).isEqualTo(code);
        assertThat(invalid.message()).doesNotContain("line:", "column:", "jackson");
    }

    private static InferenceBody chat(String body) {
        return read(CHAT_COMPLETIONS, body);
    }

    private static InferenceBody read(Operation operation, String body) {
        BodyReading reading = InferenceBody.parse(operation, body.getBytes(UTF_8));
        assertThat(reading).isInstanceOf(BodyReading.Parsed.class);
        return ((BodyReading.Parsed) reading).body();
    }
}
