package io.tollgate.gateway.body;

import static io.tollgate.catalog.Operation.CHAT_COMPLETIONS;
import static io.tollgate.catalog.Operation.RESPONSES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.gateway.body.image.Image;
import io.tollgate.gateway.body.image.ImageSize;
import io.tollgate.gateway.body.image.Images;
import io.tollgate.gateway.model.Reference;
import io.tollgate.gateway.model.Reference.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesBodyTest {

    private static final Images ONE_IMAGE = new Images(List.of(new Image(ImageSize.UNKNOWN, Image.Detail.AUTO)), 0);

    @Test
    void shouldReadWhatMatters() {
        InferenceBody body = parsed("""
                {"model":"gpt-4o","instructions":"Be brief","stream":true,"max_output_tokens":80,"user":"alice",
                 "previous_response_id":"resp_1","store":false,
                 "input":[{"role":"user","content":"hello"},
                   {"type":"message","role":"user","content":[{"type":"input_text","text":"see"},
                     {"type":"input_image","image_url":"data:image/png;base64,AAAA"}]},
                   {"type":"function_call_output","call_id":"c","output":"four"}],
                 "tools":[ {"type":"function"} ]}""");

        assertThat(body.model()).contains("gpt-4o");
        assertThat(body.stream()).isTrue();
        assertThat(body.outputBoundTokens()).hasValue(80);
        assertThat(body.user()).contains("alice");
        assertThat(body.store()).isFalse();
        assertThat(body.references()).containsExactly(new Reference(Kind.RESPONSE, "resp_1"));
        assertThat(body.features())
                .isEqualTo(new PromptFeatures(
                        4, 0, 8 + 5 + 3 + 4, 0, 0, ONE_IMAGE, 0, "[ {\"type\":\"function\"} ]".length()));
    }

    @Test
    void shouldMeasureATextAsOneMessage() {
        InferenceBody body = parsed("{\"input\":\"hello there\"}");

        assertThat(body.features()).isEqualTo(new PromptFeatures(1, 0, 11, 0, 0, Images.NONE, 0, 0));
        assertThat(body.store()).isTrue();
        assertThat(body.references()).isEmpty();
    }

    @Test
    void shouldNeitherAskForUsageNorHideIt() {
        String json = "{\"stream\":true,\"input\":\"x\",\"stream_options\":{\"include_obfuscation\":false}}";
        InferenceBody body = parsed(json);

        assertThat(body.usageAsked()).isTrue();
        assertThat(new String(body.rewritten(new Rewrite(Optional.empty(), true)), UTF_8))
                .isEqualTo(json);
    }

    @Test
    void shouldNotBelieveBoundsThatNoBackendKeeps() {
        InferenceBody body = parsed("{\"input\":\"x\",\"max_tokens\":1,\"max_completion_tokens\":1,\"n\":7}");

        assertThat(body.outputBoundTokens()).isEmpty();
        assertThat(body.choices()).isEqualTo(1);
    }

    @Test
    void shouldFindWhatTheRequestNeedsOfABackend() {
        InferenceBody body = parsed("""
                {"conversation":{"id":"conv_1","more":[1]},
                 "input":[{"role":"user","content":[{"type":"input_file","file_id":"file-1"},
                     {"type":"input_image","file_id":"file-2"},{"type":"input_file","file_data":"AAAA"}]},
                   {"type":"computer_call_output","output":{"type":"computer_screenshot","file_id":"file-3"}},
                   {"type":"other","deep":[{"file_id":"file-4"}]}],
                 "tools":[{"type":"code_interpreter","container":{"type":"auto","file_ids":["file-5","file-1"]}}]}""");

        assertThat(body.references())
                .containsExactly(
                        new Reference(Kind.CONVERSATION, "conv_1"),
                        new Reference(Kind.FILE, "file-1"),
                        new Reference(Kind.FILE, "file-2"),
                        new Reference(Kind.FILE, "file-3"),
                        new Reference(Kind.FILE, "file-4"),
                        new Reference(Kind.FILE, "file-5"));
        assertThat(parsed("{\"conversation\":\"conv_2\",\"input\":\"x\"}").references())
                .containsExactly(new Reference(Kind.CONVERSATION, "conv_2"));
        assertThat(parsed("{\"conversation\":null,\"previous_response_id\":null,\"input\":null}")
                        .references())
                .isEmpty();
    }

    @Test
    void shouldFindFilesInAChatToo() {
        var reading = InferenceBody.parse(
                CHAT_COMPLETIONS,
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{\"file_id\":\"file-1\"}}]}]}"
                        .getBytes(UTF_8));

        assertThat(((BodyReading.Parsed) reading).body().references())
                .containsExactly(new Reference(Kind.FILE, "file-1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"input":7}                                              | input                    | invalid_type
                    {"input":[7]}                                            | input[0]                 | invalid_type
                    {"input":[{"content":"a"},{"content":7}]}                | input[1].content         | invalid_type
                    {"input":[{"content":[7]}]}                              | input[0].content[0]      | invalid_type
                    {"instructions":["a"]}                                   | instructions             | invalid_type
                    {"previous_response_id":7}                               | previous_response_id     | invalid_type
                    {"conversation":7}                                       | conversation             | invalid_type
                    {"conversation":{"id":7}}                                | conversation.id          | invalid_type
                    {"input":"a","input":"b"}                                | input                    | duplicate_parameter
                    {"max_output_tokens":-1}                                 | max_output_tokens        | integer_below_min_value
                    """)
    void shouldRefuseWhatBreaksTheRules(String json, String param, String code) {
        BodyReading.Invalid invalid = (BodyReading.Invalid) InferenceBody.parse(RESPONSES, json.getBytes(UTF_8));

        assertThat(invalid.param()).isEqualTo(param);
        assertThat(invalid.code()).isEqualTo(code);
    }

    @Test
    void shouldBoundWhatItKeeps() {
        String id = "x".repeat(References.MOST_ID_CHARACTERS);
        assertThat(parsed("{\"previous_response_id\":\"" + id + "\"}").references())
                .hasSize(1);
        assertThat(InferenceBody.parse(RESPONSES, ("{\"previous_response_id\":\"x" + id + "\"}").getBytes(UTF_8)))
                .isInstanceOf(BodyReading.Invalid.class);
        var files = new StringBuilder("{\"tools\":[{\"file_ids\":[\"f\"");
        for (int i = 1; i < References.MOST_FILES; i++) {
            files.append(",\"f").append(i).append('"');
        }
        assertThat(parsed(files + "]}]}").references()).hasSize(References.MOST_FILES);
        assertThat(InferenceBody.parse(RESPONSES, (files + ",\"more\"]}]}").getBytes(UTF_8)))
                .isInstanceOf(BodyReading.Invalid.class);
    }

    private static InferenceBody parsed(String json) {
        return ((BodyReading.Parsed) InferenceBody.parse(RESPONSES, json.getBytes(UTF_8))).body();
    }
}
