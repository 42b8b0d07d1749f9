package io.tollgate.gateway.body;

import static io.tollgate.catalog.Operation.CHAT_COMPLETIONS;
import static io.tollgate.catalog.Operation.COMPLETIONS;
import static io.tollgate.catalog.Operation.EMBEDDINGS;
import static io.tollgate.catalog.Operation.RESPONSES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Operation;
import io.tollgate.gateway.model.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"input":[{"id":"msg_1"}]}                                                        | ITEM msg_1
                    {"input":[{"id":"anything","type":null}]}                                         | ITEM anything
                    {"input":[{"type":"item_reference","id":"msg_1"}]}                                | ITEM msg_1
                    {"input":[{"type":7,"id":"msg_1"}]}                                               | ITEM msg_1
                    {"input":[{"type":"of_tomorrow","id":"x1","content":"a"}]}                        | ITEM x1
                    {"input":[{"TYPE":"item_reference","ID":"msg_1"}]}                                | ITEM msg_1
                    {"input":[{"\\u0074ype":"item\\u005freference","\\u0069d":"msg\\u005f1"}]}        | ITEM msg_1
                    {"input":[{"id":"msg_1","role":"user","content":"hello"}]}                        | ITEM msg_1
                    {"input":[{"id":"msg_1","type":"message","role":"user","content":null}]}          | ITEM msg_1
                    {"input":[{"type":"reasoning","id":"rs_1","summary":[]}]}                         | ITEM rs_1
                    {"input":[{"type":"reasoning","id":"rs_1","encrypted_content":"","content":[ ]}]} | ITEM rs_1
                    {"input":[{"type":"image_generation_call","id":"ig_1"}]}                          | ITEM ig_1
                    {"input":[{"type":"web_search_call","id":"ws_1","action":{"type":"search"}}]}     | ITEM ws_1
                    {"input":[{"type":"file_search_call","id":"fs_1","queries":["a"],"results":null}]}| ITEM fs_1
                    {"input":[{"type":"mcp_approval_response","approve":true,"approval_request_id":"mcpr_1"}]} | ITEM mcpr_1
                    {"items":[{"type":"item_reference","id":"msg_1"}]}                                | ITEM msg_1
                    {"items":[{"type":"message","role":"user","content":[{"type":"input_file","file_id":"file-1"}]}]} | FILE file-1
                    {"input":[{"type":"code_interpreter_call","id":"ci_1","code":"1","container_id":"cntr_1"}]} | CONTAINER cntr_1
                    {"input":[{"type":"shell_call","action":{},"environment":{"container_id":"cntr_1"}}]} | CONTAINER cntr_1
                    {"input":[{"type":"function_call_output","call_id":"c","output":[{"type":"input_file","file_id":"file-1"}]}]} | FILE file-1
                    {"input":[{"type":"message","content":[{"type":"output_text","text":"a","annotations":[{"file_id":"file-1"}]}]}]} | FILE file-1
                    {"input":[{"type":"message","content":[{"type":"input_image","image_url":"file-1"}]}]} | OTHER file-1
                    {"previous_response_id":"resp_1"}                                                 | RESPONSE resp_1
                    {"previousResponseId":"resp_1"}                                                   | RESPONSE resp_1
                    {"conversation":"conv_1"}                                                         | CONVERSATION conv_1
                    {"conversation":{"id":"conv_1","x":[{"file_id":"file-1"}]}}                       | CONVERSATION conv_1, FILE file-1
                    {"conversation":{"id":"conv_1","id":"conv_2"}}                                    | CONVERSATION conv_1, CONVERSATION conv_2
                    {"prompt":{"id":"pmpt_1","variables":{"doc":{"type":"input_file","file_id":"file-1"}}}} | FILE file-1, OTHER pmpt_1
                    {"tools":[{"type":"code_interpreter","container":"cntr_1"}]}                      | CONTAINER cntr_1
                    {"tools":[{"type":"code_interpreter","container":{"type":"auto","file_ids":["file-1"]}}]} | FILE file-1
                    {"tools":[{"type":"file_search","vector_store_ids":["vs_1"]}]}                    | OTHER vs_1
                    {"tools":[{"type":"image_generation","input_image_mask":{"file_id":"file-1"}}]}   | FILE file-1
                    {"tools":[{"type":"mcp","tunnel_id":"t1"}]}                                       | OTHER t1
                    {"tools":[{"type":"shell","environment":{"skills":[{"skill_id":"skill_1"}]}}]}    | OTHER skill_1
                    {"stream_options":{"file_id":"file-1"}}                                           | FILE file-1
                    {"of_tomorrow":{"deep":[[{"thing_ids":["a","vs_1"]}]]}}                           | OTHER vs_1
                    {"of_tomorrow":{"metadata":{"fileId":" file-1"}}}                                 | 'FILE  file-1'
                    {"id":"resp_1"}                                                                   | OTHER resp_1
                    """)
    void shouldFindWhatATurnNames(String json, String expected) {
        assertThat(named(RESPONSES, json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [{"role":"assistant","audio":{"id":"a1"}}]                                       | OTHER a1
                    [{"role":"assistant","audio":"audio_1"}]                                         | OTHER audio_1
                    [{"role":"user","content":[{"type":"file","file":{"file_id":"file-1"}}]}]        | FILE file-1
                    [{"role":"user","content":[{"type":"image_file","image_file":{"fileId":"file-1"}}]}] | FILE file-1
                    [{"role":"user","content":[{"type":"image_url","image_url":{"url":"file-1"}}]}]  | OTHER file-1
                    [{"role":"user","content":"a","attachments":[{"file_id":"file-1"}]}]             | FILE file-1
                    [{"role":"user","content":"a"}],"conversation_id":"conv_1"                       | CONVERSATION conv_1
                    [{"role":"user","content":"a"}],"previous_response_id":"resp_1"                  | RESPONSE resp_1
                    [{"role":"user","content":"a"}],"audio":{"voice":{"id":"voice_1"}}               | OTHER voice_1
                    [{"role":"user","content":"a"}],"tools":[{"type":"x","file_ids":["file-1"]}]     | FILE file-1
                    """)
    void shouldFindWhatAChatNames(String messages, String expected) {
        assertThat(named(CHAT_COMPLETIONS, "{\"messages\":" + messages + "}")).isEqualTo(expected);
    }

    @Test
    void shouldFindThemInOtherOperationsToo() {
        assertThat(named(COMPLETIONS, "{\"prompt\":\"a\",\"x\":{\"file_id\":\"f\"}}"))
                .isEqualTo("FILE f");
        assertThat(named(EMBEDDINGS, "\uFEFF{\"input\":\"a\",\"vector_store_id\":\"v\"}"))
                .isEqualTo("OTHER v");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"input\":\"see file-1, resp_1 and {\\\"file_id\\\":\\\"file-1\\\"}\",\"instructions\":\"msg_1\"}",
                "{\"input\":[{\"role\":\"user\",\"content\":\"file-1\"}],\"user\":\"msg_1\",\"safety_identifier\":\"run_1\"}",
                "{\"input\":\"a\",\"metadata\":{\"file_id\":\"file-1\",\"id\":\"msg_1\",\"type\":\"item_reference\"}}",
                "{\"input\":[{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\",\"content\":[]}]}",
                "{\"input\":[{\"id\":\"mine\",\"role\":\"assistant\",\"content\":\"a\"}]}",
                "{\"input\":[{\"type\":\"function_call\",\"id\":\"fc_1\",\"call_id\":\"call_1\",\"name\":\"f\","
                        + "\"arguments\":\"{\\\"file_id\\\":\\\"file-1\\\"}\"},"
                        + "{\"type\":\"function_call_output\",\"call_id\":\"call_1\",\"output\":\"file-1\"}]}",
                "{\"input\":[{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"AA\"}]}",
                "{\"input\":[{\"type\":\"reasoning\",\"id\":\"rs_1\",\"content\":[{\"type\":\"reasoning_text\",\"text\":\"a\"}]}]}",
                "{\"input\":[{\"type\":\"image_generation_call\",\"id\":\"ig_1\",\"result\":\"AAAA\"}]}",
                "{\"input\":[{\"type\":\"computer_call\",\"id\":\"cu_1\",\"call_id\":\"call_1\",\"action\":{\"type\":\"wait\"},"
                        + "\"pending_safety_checks\":[{\"id\":\"cu_sc_1\"}]}]}",
                "{\"input\":[{\"type\":\"mcp_approval_request\",\"id\":\"mcpr_1\",\"arguments\":\"{}\",\"name\":\"f\"},"
                        + "{\"type\":\"mcp_approval_response\",\"approve\":true,\"approval_request_id\":\"mcpr_1\"}]}",
                "{\"input\":[{\"type\":\"local_shell_call\",\"call_id\":\"c\",\"action\":{\"env\":{\"FILE_ID\":\"file-1\"}}}]}",
                "{\"input\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"a\","
                        + "\"annotations\":[{\"type\":\"container_file_citation\",\"file_id\":\"cfile_1\"}]}]}]}",
                "{\"input\":[{\"type\":\"mcp_list_tools\",\"id\":\"mcpl_1\",\"server_label\":\"s\",\"tools\":[{\"name\":\"f\","
                        + "\"input_schema\":{\"properties\":{\"file_id\":{\"const\":\"file-1\"}}}}]}]}",
                "{\"input\":\"a\",\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"parameters\":"
                        + "{\"properties\":{\"id\":{\"enum\":[\"msg_1\"]},\"file_id\":\"file-1\"}}},{\"type\":\"file_search\"},"
                        + "{\"type\":\"mcp\",\"connector_id\":\"connector_dropbox\",\"authorization\":\"t\",\"headers\":{\"id\":\"run_1\"}}]}",
                "{\"input\":\"a\",\"text\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"default\":{\"id\":\"msg_1\"}}}}}",
                "{\"input\":\"a\",\"prompt_cache_key\":\"file-1\",\"paid\":\"yes\",\"request_id\":\"abc-1\",\"grid\":[1,2]}",
                "{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\"https://a.example/file-1\"},"
                        + "{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,file\"}]}]}"
            })
    void shouldFindNothingInWhatIsOnlyText(String json) {
        assertThat(named(RESPONSES, json)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"chatcmpl-tool-1\",\"function\":{\"arguments\":\"file-1\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"chatcmpl-tool-1\",\"content\":\"msg_1\"}]",
                "[{\"role\":\"user\",\"name\":\"run_1\",\"content\":[{\"type\":\"text\",\"text\":\"file-1\"}]}],"
                        + "\"metadata\":{\"run_id\":\"run_1\"}",
                "[{\"role\":\"user\",\"content\":\"a\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\","
                        + "\"parameters\":{\"properties\":{\"file_id\":{\"const\":\"file-1\"},\"container\":\"cntr_1\"}}}}]",
                "[{\"role\":\"user\",\"content\":\"a\"}],\"response_format\":{\"type\":\"json_schema\","
                        + "\"json_schema\":{\"name\":\"n\",\"schema\":{\"examples\":[{\"file_id\":\"file-1\"}]}}}",
                "[{\"role\":\"assistant\",\"content\":\"a\",\"audio\":null}],\"audio\":{\"voice\":\"alloy\",\"format\":\"mp3\"}",
                "[{\"role\":\"assistant\",\"content\":\"a\",\"reasoning_details\":[{\"id\":\"rs_1\",\"data\":\"x\"}]}]"
            })
    void shouldFindNothingInAChatThatIsOnlyText(String messages) {
        assertThat(named(CHAT_COMPLETIONS, "{\"messages\":" + messages + "}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"input":[{"type":"message","type":"item_reference","id":"msg_1","content":"a"}]} | duplicate_parameter
                    {"input":[{"type":"reasoning","id":"rs_1","encrypted_content":"x","encrypted_content":null}]} | duplicate_parameter
                    {"input":[{"id":"msg_1","ID":"msg_2"}]}                                   | duplicate_parameter
                    {"of_tomorrow":[{"type":"item_reference","id":"msg_1"}]}                  | unsupported_item_reference
                    {"previous_response_id":"resp_1","previous_response_id":"resp_2"}         | duplicate_parameter
                    {"tools":[{"file_ids":[7]}]}                                              | invalid_type
                    {"container":true}                                                        | invalid_type
                    {"input":[{"id":{"x":1}}]}                                                | invalid_type
                    """)
    void shouldRefuseWhatMayBeReadInTwoWays(String json, String code) {
        assertThat(InferenceBody.parse(RESPONSES, json.getBytes(UTF_8)))
                .isInstanceOfSatisfying(BodyReading.Invalid.class, invalid -> assertThat(invalid.code())
                        .isEqualTo(code));
    }

    @Test
    void shouldBoundHowManyThingsARequestNames() {
        var items = new StringBuilder("{\"input\":[{\"id\":\"m\"}");
        for (int i = 1; i < References.MOST_REFERENCES; i++) {
            items.append(",{\"id\":\"m").append(i).append("\"}");
        }
        assertThat(parsed(RESPONSES, items + "]}")).hasSize(References.MOST_REFERENCES);
        assertThat(InferenceBody.parse(RESPONSES, (items + ",{\"id\":\"one-more\"}]}").getBytes(UTF_8)))
                .isInstanceOf(BodyReading.Invalid.class);
    }

    @Test
    void shouldFindThemAtAnyDepthThatIsAllowed() {
        int levels = JsonCursor.MOST_LEVELS - 1;
        assertThat(named(
                        RESPONSES,
                        "{\"x\":" + "[".repeat(levels - 1) + "{\"file_id\":\"f\"}" + "]".repeat(levels - 1) + "}"))
                .isEqualTo("FILE f");
    }

    private static String named(Operation operation, String json) {
        return String.join(
                ", ",
                parsed(operation, json).stream()
                        .map(reference -> reference.kind() + " " + reference.id())
                        .toList());
    }

    private static List<Reference> parsed(Operation operation, String json) {
        BodyReading reading = InferenceBody.parse(operation, json.getBytes(UTF_8));
        assertThat(reading).as(reading.toString()).isInstanceOf(BodyReading.Parsed.class);
        return ((BodyReading.Parsed) reading).body().references();
    }
}
